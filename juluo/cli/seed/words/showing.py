"""What stands at the top of two posts: a chime that was reckoned, and pictures that were drawn."""

HEARD = "秋茶品鉴会：我们盲评了六泡茶"
SEEN = "冬天的茶地里有什么"
PICTURES = {
    "morning": ("雾还没散，先看见山的边。", "晨雾里的山"),
    "terraces": ("一行一行，是去年修过的。", "一坡茶树"),
    "old-tree": ("叶子不多了，根还在喝水。", "石头上的一棵老树"),
}
