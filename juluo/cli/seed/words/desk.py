"""What still lies on the writing desk of 山野茶事: a letter that publishes itself, first, now, and not saved."""

ROLE = "主理人"
SENTENCE = "每一焙都自己守着火，每条留言都自己回。"

TITLE = "大雪前的最后一焙"
FIRST = "今年最后一焙排在大雪前。\n\n想要的朋友，先在下面留个言。"
NOW = "今年最后一焙排在大雪前两天，只焙四十斤。\n\n想要的朋友，先在下面留个言：要清香的，还是足火的？"
UNSAVED = f"{NOW}\n\n写到这里接了个电话：炭不够了，可能要晚半天。"
PHONE = "Mozilla/5.0 (iPhone) Safari"
DAYS_AHEAD = 3
