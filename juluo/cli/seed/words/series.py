"""The course of 山野茶事: the first lesson is free, members read the second, and the last is bought."""

TITLE = "三步喝懂一泡茶"
SUMMARY = "从拿碗，到看火，到选水。每篇十分钟，读完就能试。"
PRICE = 990
CHAPTERS = {
    "上手": ("盖碗会烫手，是因为你怕它",),
    "看火与选水": ("霜降之后，为什么该喝一点焙火茶", "水比茶先到"),
}
PARTS = tuple(title for lessons in CHAPTERS.values() for title in lessons)
