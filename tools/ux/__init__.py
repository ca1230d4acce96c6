"""The automated sheet of the face (`make ux`): every screen, looked at as people with less patience would.

Screens are found by following links from the demo's home, 我的 and studio, one for each address, so that a new page
joins by itself. Each is asked for accessibility (axe), sideways scrolling, small targets and errors of its scripts, in
light and dark, narrow and wide, in three languages. The report and the pictures stand in `build/ux/`.
"""
