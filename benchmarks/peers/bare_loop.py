"""The fastest honest loop: aiohttp, orjson, one commit per polled batch, states in a dictionary."""

import asyncio
from typing import Any

import aiohttp
import orjson

from benchmarks.survey import QUESTIONS, RECEIPT

from .ground import SAVE, open_answers, surroundings

JSON = {"Content-Type": "application/json"}
ALLOWED = ["message", "callback_query"]
# The keyboards never change, so each is made once.
KEYBOARDS = [
    {
        "inline_keyboard": [
            [{"text": option, "callback_data": f"{number}:{position}"}]
            for position, option in enumerate(question.options)
        ]
    }
    for number, question in enumerate(QUESTIONS)
]
Payload = dict[str, Any]
Call = tuple[str, Payload]


class BareLoop:
    """Knows which question each citizen is at, keeps answers, sends what comes next."""

    def __init__(self, http: aiohttp.ClientSession, base: str) -> None:
        self._http = http
        self._base = base
        self._at: dict[int, int] = {}
        self._sending: set[asyncio.Task[Any]] = set()

    async def call(self, method: str, payload: Payload) -> Any:
        """Call a method and return its result."""
        body = orjson.dumps(payload)
        async with self._http.post(f"{self._base}/{method}", data=body, headers=JSON) as answer:
            return orjson.loads(await answer.read()).get("result")

    async def run(self) -> None:
        """Poll, keep a batch with one commit, only then confirm it and answer."""
        database = open_answers(surroundings().folder)
        offset = 0
        while True:
            polling = {"offset": offset, "timeout": 50, "allowed_updates": ALLOWED}
            updates = await self.call("getUpdates", polling) or []
            rows: list[tuple[int, str, str]] = []
            calls = [call for update in updates for call in self._hear(update, rows)]
            if rows:
                with database:
                    database.executemany(SAVE, rows)
            for method, payload in calls:
                task = asyncio.create_task(self.call(method, payload))
                self._sending.add(task)
                task.add_done_callback(self._sending.discard)
            if updates:
                offset = updates[-1]["update_id"] + 1

    def _hear(self, update: Payload, rows: list[tuple[int, str, str]]) -> list[Call]:
        """Note the answer an update brings and list the calls it leads to."""
        if (press := update.get("callback_query")) is not None:
            return self._hear_press(press, rows)
        message = update["message"]
        citizen, words = message["chat"]["id"], message.get("text", "")
        if words.startswith("/start"):
            self._at[citizen] = 0
        elif (number := self._at.get(citizen)) is not None and not QUESTIONS[number].options:
            rows.append((citizen, QUESTIONS[number].key, words))
            self._go_on(citizen)
        return [("sendMessage", self._screen(citizen))]

    def _hear_press(self, press: Payload, rows: list[tuple[int, str, str]]) -> list[Call]:
        citizen = press["from"]["id"]
        answered = ("answerCallbackQuery", {"callback_query_id": press["id"]})
        number, _, position = press["data"].partition(":")
        if self._at.get(citizen) != int(number):
            return [answered]
        question = QUESTIONS[int(number)]
        rows.append((citizen, question.key, question.options[int(position)]))
        self._go_on(citizen)
        edit = {**self._screen(citizen), "message_id": press["message"]["message_id"]}
        return [answered, ("editMessageText", edit)]

    def _go_on(self, citizen: int) -> None:
        number = self._at[citizen] + 1
        if number < len(QUESTIONS):
            self._at[citizen] = number
        else:
            del self._at[citizen]

    def _screen(self, citizen: int) -> Payload:
        number = self._at.get(citizen)
        if number is None:
            return {"chat_id": citizen, "text": RECEIPT.format(code=citizen)}
        screen: Payload = {"chat_id": citizen, "text": QUESTIONS[number].text}
        if QUESTIONS[number].options:
            screen["reply_markup"] = KEYBOARDS[number]
        return screen


async def main() -> None:
    """Hold the survey until told to stop."""
    around = surroundings()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100)) as http:
        await BareLoop(http, f"{around.api}/bot{around.token}").run()


if __name__ == "__main__":
    asyncio.run(main())
