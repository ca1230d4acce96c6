from juluo.core.facts import on
from juluo.ip import tasks
from juluo.ip.facts import CommentEdited, CommentHidden, CommentWritten, PostPublished, ReportMade


@on(PostPublished)
def tell_those_who_follow(fact: PostPublished) -> None:
    tasks.tell_followers.defer(post_id=fact.post_id, after=None)


@on(CommentWritten)
def tell_whom_it_concerns(fact: CommentWritten) -> None:
    tasks.tell_of_comment.defer(comment_id=fact.comment_id)


@on(CommentEdited)
def tell_whom_it_calls_now(fact: CommentEdited) -> None:
    tasks.tell_of_calling.defer(comment_id=fact.comment_id)


@on(CommentHidden)
def tell_the_author_why(fact: CommentHidden) -> None:
    tasks.tell_of_hiding.defer(comment_id=fact.comment_id)


@on(ReportMade)
def tell_who_looks_after_the_talk(fact: ReportMade) -> None:
    tasks.tell_of_report.defer(report_id=fact.report_id)
