"""Ctrl-C and SIGTERM wait for the end of what must not be left half-way."""

import os
import signal
import threading

import pytest

from planner.folders.signals import uninterrupted

posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")


@posix_only
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_is_heard_when_the_block_has_ended_and_the_handlers_are_back(number: signal.Signals) -> None:
    before, done = signal.getsignal(number), []

    def disturbed() -> None:
        with uninterrupted():
            signal.raise_signal(number)
            done.append("the rest")

    with pytest.raises(KeyboardInterrupt):
        disturbed()
    assert done == ["the rest"]
    assert signal.getsignal(number) is before


@posix_only
def test_a_fault_within_the_block_is_told_and_the_handlers_are_back() -> None:
    before, within = signal.getsignal(signal.SIGTERM), []

    def fails() -> None:
        with uninterrupted():
            within.append(signal.getsignal(signal.SIGTERM))
            msg = "a fault"
            raise ValueError(msg)

    with pytest.raises(ValueError, match="a fault"):
        fails()
    assert within != [before]
    assert signal.getsignal(signal.SIGTERM) is before


def test_another_thread_than_the_first_runs_the_block_as_it_is() -> None:
    done = []

    def run() -> None:
        with uninterrupted():
            done.append(threading.current_thread())

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert done == [thread]
