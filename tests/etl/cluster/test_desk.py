"""The desk with workers that are played: which one gets which file, and what becomes of it."""

import asyncio
import pickle
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import pytest

from etl.cluster.desk import GIVEN, Desk, WorkerLostError, WorkerUnfitError, WorkerUnreachedError
from etl.cluster.terms import own_terms
from etl.cluster.there import Answer
from etl.warehouse.wait import Wait
from parsers.errors import NoReaderError, UnreadableFileError
from tests.etl.cluster.makes import makes_none

Play = Callable[["Stage", str, str, bytes], Awaitable[Answer]]


class Stage:
    """A link whose workers do what the test says, and a record of who was asked what."""

    def __init__(self, play: Play, *workers: str, wait: Wait | None = None) -> None:
        self.said: list[str] = []
        self.asked: list[tuple[str, bytes]] = []
        self.setups: list[bool] = []
        self.busy: dict[str, int] = {}
        self.most: dict[str, int] = {}
        self._play = play
        self.desk = Desk(self, makes_none, wait or Wait(5, self.said.append), "the cluster")
        for worker in workers:
            self.desk.joined(worker)

    async def ask(self, worker: str, key: str, *told: Any) -> Answer:
        assert told[0] == own_terms()
        self.asked.append((worker, told[-1]))
        self.setups.append(bool(told[2]))
        self.busy[worker] = self.busy.get(worker, 0) + 1
        self.most[worker] = max(self.most.get(worker, 0), self.busy[worker])
        try:
            return await self._play(self, worker, key, told[-1])
        finally:
            self.busy[worker] -= 1

    async def read(self, *files: bytes) -> list[Any]:
        return await asyncio.gather(*map(self.desk.read, files), return_exceptions=True)


def played(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(asyncio.wait_for(work, 20))


async def reading(stage: Stage, worker: str, key: str, data: bytes) -> Answer:
    stage.desk.begun(worker, key)
    await asyncio.sleep(0)
    return "read", pickle.dumps(data.decode())


async def forever(*_: object) -> Answer:
    await asyncio.Event().wait()
    raise AssertionError


def deadly(*marks: bytes) -> Play:
    """Workers that die of some files and of nothing else; another one comes for each."""
    given: dict[str, list[str]] = {}

    async def play(stage: Stage, worker: str, key: str, data: bytes) -> Answer:
        if data not in marks:
            queue = given.setdefault(worker, [])
            queue.append(key)
            try:
                while queue[0] != key:  # it reads what it was given first
                    await asyncio.sleep(0.001)
                return await reading(stage, worker, key, data)
            finally:
                queue.remove(key)
        stage.desk.begun(worker, key)
        stage.desk.joined(f"{worker}'")
        stage.desk.left(worker)
        return await forever()

    return play


def test_every_file_is_read_and_no_worker_has_more_than_two_at_a_time() -> None:
    async def work() -> None:
        stage = Stage(reading, "a", "b", "c")
        files = [str(n).encode() for n in range(50)]
        assert await stage.read(*files) == [f.decode() for f in files]
        assert stage.most == {"a": GIVEN, "b": GIVEN, "c": GIVEN}
        assert sum(stage.setups) == 3  # once a worker

    played(work())


def test_a_file_goes_to_the_worker_that_has_the_fewest() -> None:
    async def work() -> None:
        stage = Stage(forever, "a", "b")
        tasks = [asyncio.ensure_future(stage.desk.read(b"x")) for _ in range(5)]
        await asyncio.sleep(0.01)
        assert [worker for worker, _ in stage.asked] == ["a", "b", "a", "b"]
        stage.desk.joined("c")
        await asyncio.sleep(0.01)
        assert stage.asked[-1][0] == "c"
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert stage.busy == {"a": 0, "b": 0, "c": 0}

    played(work())


def test_a_file_that_kills_two_workers_is_refused_and_its_neighbours_are_read() -> None:
    async def work() -> None:
        stage = Stage(deadly(b"bad"), "a", "b")
        files = [b"1", b"bad", b"2", b"3", b"4", b"5"]
        *told, last = await stage.read(*files)
        assert [t for t in (*told, last) if not isinstance(t, Exception)] == ["1", "2", "3", "4", "5"]
        assert isinstance(told[1], UnreadableFileError) and str(told[1]).startswith("two workers of the cluster died")
        assert [data for _, data in stage.asked].count(b"bad") == 2

    played(work())


def test_what_waited_behind_many_deadly_files_is_still_read() -> None:
    async def work() -> None:
        bad = [b"bad%d" % n for n in range(8)]
        stage = Stage(deadly(*bad), "a")
        told = await stage.read(*bad, b"good")
        assert [type(t) for t in told] == [UnreadableFileError] * 8 + [str]

    played(work())


def test_a_file_that_kills_before_it_is_begun_is_found_out_alone() -> None:
    async def lost(stage: Stage, worker: str, key: str, data: bytes) -> Answer:
        if data != b"bad":
            return await reading(stage, worker, key, data)
        stage.desk.joined(f"{worker}'")
        stage.desk.left(worker)
        raise WorkerLostError

    async def work() -> None:
        stage = Stage(lost, "a")
        told = await stage.read(b"bad", *[b"good"] * 20)
        assert isinstance(told[0], UnreadableFileError) and told[1:] == ["good"] * 20
        assert [data for _, data in stage.asked].count(b"bad") == 5

    played(work())


@pytest.mark.parametrize("next_one", ["this run's", "another run's"])
def test_a_file_that_was_read_but_whose_answer_is_lost_is_not_suspected(next_one: str) -> None:
    """A worker may die of its next file while what it has read before is on its way here, and more than twice."""

    async def play(stage: Stage, worker: str, key: str, data: bytes) -> Answer:
        if len([1 for _, asked in stage.asked if asked == b"good"]) > 3:
            return await reading(stage, worker, key, data)
        if data == b"good":
            stage.desk.begun(worker, key)
        if next_one == "another run's":
            stage.desk.begun(worker, next_one)
        elif data == b"good":
            return await forever()
        else:
            while stage.busy[worker] == 1:
                await asyncio.sleep(0.001)
            stage.desk.begun(worker, key)
        stage.desk.joined(f"{worker}'")
        stage.desk.left(worker)
        return await forever()

    async def work() -> None:
        stage = Stage(play, "a")
        others = [b"bad1", b"bad2"] if next_one == "this run's" else []
        told = await stage.read(b"good", *others)
        assert told[0] == "good"
        assert [data for _, data in stage.asked].count(b"good") > 3 - bool(others)

    played(work())


@pytest.mark.parametrize("how", ["told", "expected"])
def test_a_worker_that_was_told_to_end_counts_for_no_file(how: str) -> None:
    async def play(stage: Stage, worker: str, key: str, data: bytes) -> Answer:
        if len(stage.asked) > 5:
            return await reading(stage, worker, key, data)
        stage.desk.begun(worker, key)
        if how == "told":
            stage.desk.ending(worker)
        stage.desk.joined(f"{worker}'")
        stage.desk.left(worker, expected=how == "expected")
        return await forever()

    async def work() -> None:
        assert await Stage(play, "a").read(b"long") == ["long"]

    played(work())


@pytest.mark.parametrize("how", ["unheard", "unreached"])
@pytest.mark.parametrize("times", [4, 5])
def test_the_network_is_no_fault_of_the_file_s(how: str, times: int) -> None:
    async def play(stage: Stage, worker: str, key: str, data: bytes) -> Answer:
        if len(stage.asked) > times:
            return await reading(stage, worker, key, data)
        if how == "unheard":
            return "unheard", "it is cut"
        raise WorkerUnreachedError("it is cut")

    async def work() -> None:
        (told,) = await Stage(play, "a").read(b"text")
        if times == 4:
            assert told == "text"
        else:
            assert isinstance(told, NoReaderError)
            assert str(told) == (
                "the cluster does not pass on what its workers are asked or answer (it is cut); see to the network "
                "between them, and run the same again."
            )

    played(work())


def test_a_worker_that_is_ending_gets_no_more_files() -> None:
    async def work() -> None:
        stage = Stage(reading, "a", "b")
        stage.desk.ending("a")
        await stage.read(b"1", b"2", b"3")
        assert {worker for worker, _ in stage.asked} == {"b"}

    played(work())


def test_a_worker_that_was_not_told_how_to_read_is_told() -> None:
    async def play(stage: Stage, worker: str, key: str, data: bytes) -> Answer:
        if len(stage.asked) == 2:  # it was started anew under the same address, and nobody noticed
            return "setup", ""
        return await reading(stage, worker, key, data)

    async def work() -> None:
        stage = Stage(play, "a")
        assert [await stage.desk.read(b"1"), await stage.desk.read(b"2")] == ["1", "2"]
        assert stage.setups == [True, False, True]

    played(work())


def test_a_refusal_is_the_file_s() -> None:
    async def play(*_: object) -> Answer:
        return "refused", "it is empty."

    async def work() -> None:
        with pytest.raises(UnreadableFileError, match=r"^it is empty\.$"):
            await Stage(play, "a").desk.read(b"")

    played(work())


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (("terms", ("9.9", *own_terms()[1:])), "the worker a has etl 9.9, and here is etl "),
        (("unable", "no process could be started."), "the worker a cannot read: no process could be started."),
    ],
)
def test_a_worker_that_is_not_fit_is_left_out(answer: Answer, why: str) -> None:
    async def play(stage: Stage, worker: str, key: str, data: bytes) -> Answer:
        return answer if worker == "a" else await reading(stage, worker, key, data)

    async def work() -> None:
        stage = Stage(play, "a", "b")
        assert await stage.read(b"1", b"2", b"3") == ["1", "2", "3"]
        (said,) = stage.said
        assert said.startswith(why) and said.endswith(" It is left out.")
        alone = Stage(play, "a")
        with pytest.raises(NoReaderError, match=f"^{why}"):
            await alone.desk.read(b"1")
        assert alone.said == []

    played(work())


def test_a_worker_without_etl_is_left_out() -> None:
    async def play(stage: Stage, worker: str, key: str, data: bytes) -> Answer:
        if worker == "a":
            raise WorkerUnfitError("it has none.")
        return await reading(stage, worker, key, data)

    async def work() -> None:
        stage = Stage(play, "a", "b")
        assert await stage.read(b"1", b"2") == ["1", "2"]
        assert stage.said == ["it has none. It is left out."]

    played(work())


def test_workers_are_waited_for_and_that_is_said_once() -> None:
    async def work() -> None:
        stage = Stage(reading)
        tasks = [asyncio.ensure_future(stage.desk.read(b"1")) for _ in range(3)]
        await asyncio.sleep(0.01)
        assert stage.said == ["the cluster has no worker; waiting up to 5 seconds for one"]
        stage.desk.joined("a")
        assert await asyncio.gather(*tasks) == ["1"] * 3
        impatient = Stage(reading, wait=Wait(0))
        with pytest.raises(NoReaderError, match=r"^the cluster has had no worker for 0 seconds; nothing was published"):
            await impatient.desk.read(b"1")

    played(work())


def test_a_cluster_that_is_gone_ends_all_that_waits() -> None:
    async def work() -> None:
        stage = Stage(forever, "a")
        reads = asyncio.ensure_future(stage.read(*[b"1"] * 5))
        await asyncio.sleep(0.01)
        stage.desk.broken("it is gone.")
        told = await reads
        assert [(type(t), str(t)) for t in told] == [(NoReaderError, "it is gone.")] * 5

    played(work())


def test_what_is_heard_of_others_is_nothing() -> None:
    async def work() -> None:
        stage = Stage(reading, "a")
        stage.desk.left("unknown")
        stage.desk.ending("unknown")
        stage.desk.begun("unknown", "another run's")
        stage.desk.begun("a", "another run's")
        assert stage.desk.workers == 1
        assert await stage.read(b"1") == ["1"]

    played(work())
