from juluo.cli.bench.digests import Counter, make_readers, send_all
from juluo.ip.tests.factories import make_post


def test_every_reader_gets_one_digest_and_its_pace_is_measured(mei):
    for number in range(3):
        make_post(mei, f"第 {number} 篇")
    make_readers(30)
    counter = Counter()

    seconds = send_all(counter)

    assert (counter.mails, len(counter.readers)) == (30, 30)
    assert seconds > 0
    assert counter.bytes > 30 * 1000
