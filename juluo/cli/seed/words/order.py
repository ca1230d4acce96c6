"""What is said against the covenant, what is said about it, and the words that wait for a person."""

LISTED = ("私下买卖", "# 在别处成交的话\n加微信\njiaweixin\n私聊我\n低价转让\n")
PHRASES = (
    ("伤人的话", "这里不说伤人的话，也不替别人家下结论。"),
    ("私下买卖", "想转让的茶，请走转让的流程，别留私人联系方式。"),
)
REPORTED = "买别家的都是冤大头，不懂茶就别说话。"
REPORT = "看着不舒服，第二条就写着不踩一家捧一家。"
APPEAL = "话说重了，我道歉。七天有点久，能不能短一些？"
HELD = "手上多一饼，低·价·转·让，jiā wēi xìn 聊。"
