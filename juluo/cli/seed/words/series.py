"""The course of 山野茶事: the first lesson is free, members read the second, and the last is bought."""

TITLE = "三步喝懂一泡茶"
SUMMARY = "从拿碗，到看火，到选水。每篇十分钟，读完就能试。"
PRICE = 990
CHAPTERS = {
    "上手": ("盖碗会烫手，是因为你怕它",),
    "看火与选水": ("霜降之后，为什么该喝一点焙火茶", "水比茶先到"),
}
PARTS = tuple(title for lessons in CHAPTERS.values() for title in lessons)
BUNDLE = "从第一泡到盲评"
BUNDLE_SUMMARY = "整个《三步喝懂一泡茶》，再加盲评六泡茶的那一篇。合着买，比分开买省一点。"
BUNDLE_PRICE = 1290
BESIDE = "秋茶品鉴会：我们盲评了六泡茶"
BESIDE_PRICE = 490
