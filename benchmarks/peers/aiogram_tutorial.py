"""A bot as the tutorials of aiogram write it: states in memory, one commit per answer."""

import asyncio

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from benchmarks.survey import QUESTIONS, RECEIPT

from .ground import open_answers, save_answer, surroundings

AROUND = surroundings()
DATABASE = open_answers(AROUND.folder)
DISPATCHER = Dispatcher(storage=MemoryStorage())


class Survey(StatesGroup):
    """Where a citizen can be."""

    pressing = State()
    typing = State()


def screen(number: int, citizen: int) -> tuple[str, InlineKeyboardMarkup | None]:
    """Write a question and its buttons, or the receipt after the last one."""
    if number == len(QUESTIONS):
        return RECEIPT.format(code=citizen), None
    question = QUESTIONS[number]
    rows = [
        [InlineKeyboardButton(text=option, callback_data=f"{number}:{position}")]
        for position, option in enumerate(question.options)
    ]
    return question.text, InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


async def go_to(number: int, state: FSMContext) -> None:
    """Remember which question is open."""
    if number == len(QUESTIONS):
        await state.clear()
        return
    await state.set_state(Survey.pressing if QUESTIONS[number].options else Survey.typing)
    await state.update_data(number=number)


@DISPATCHER.message(CommandStart())
async def start(message: Message, state: FSMContext) -> None:
    """Begin the survey."""
    await go_to(0, state)
    text, keyboard = screen(0, message.chat.id)
    await message.answer(text, reply_markup=keyboard)


@DISPATCHER.callback_query(Survey.pressing, F.data)
async def pressed(query: CallbackQuery, state: FSMContext) -> None:
    """Keep the pressed answer and show the next question in place."""
    assert query.data is not None and isinstance(query.message, Message)
    await query.answer()
    number, position = map(int, query.data.split(":"))
    if number != (await state.get_data())["number"]:
        return
    question = QUESTIONS[number]
    save_answer(DATABASE, query.from_user.id, question.key, question.options[position])
    await go_to(number + 1, state)
    text, keyboard = screen(number + 1, query.from_user.id)
    await query.message.edit_text(text, reply_markup=keyboard)


@DISPATCHER.message(Survey.typing, F.text)
async def typed(message: Message, state: FSMContext) -> None:
    """Keep the typed answer and ask the next question."""
    assert message.text is not None
    number = (await state.get_data())["number"]
    save_answer(DATABASE, message.chat.id, QUESTIONS[number].key, message.text)
    await go_to(number + 1, state)
    text, keyboard = screen(number + 1, message.chat.id)
    await message.answer(text, reply_markup=keyboard)


async def main() -> None:
    """Hold the survey until told to stop."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(AROUND.api))
    await DISPATCHER.start_polling(Bot(AROUND.token, session=session))


if __name__ == "__main__":
    asyncio.run(main())
