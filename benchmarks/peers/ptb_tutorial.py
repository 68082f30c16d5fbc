"""A bot as the tutorials of python-telegram-bot write it: ConversationHandler, PicklePersistence, httpx."""

from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

from benchmarks.survey import QUESTIONS, RECEIPT

from .ground import open_answers, save_answer, surroundings

AROUND = surroundings()
DATABASE = open_answers(AROUND.folder)
Context = ContextTypes.DEFAULT_TYPE


def screen(number: int, citizen: int) -> tuple[str, InlineKeyboardMarkup | None]:
    """Write a question and its buttons, or the receipt after the last one."""
    if number == len(QUESTIONS):
        return RECEIPT.format(code=citizen), None
    question = QUESTIONS[number]
    rows = [
        [InlineKeyboardButton(option, callback_data=f"{number}:{position}")]
        for position, option in enumerate(question.options)
    ]
    return question.text, InlineKeyboardMarkup(rows) if rows else None


async def start(update: Update, context: Context) -> int:
    """Begin the survey."""
    assert update.message is not None and update.effective_user is not None
    assert context.user_data is not None
    context.user_data.clear()
    text, keyboard = screen(0, update.effective_user.id)
    await update.message.reply_text(text, reply_markup=keyboard)
    return 0


async def pressed(update: Update, context: Context) -> int:
    """Keep the pressed answer and show the next question in place."""
    query, user = update.callback_query, update.effective_user
    assert query is not None and query.data is not None and user is not None and context.user_data is not None
    await query.answer()
    number, position = map(int, query.data.split(":"))
    question = QUESTIONS[number]
    answer = question.options[position]
    context.user_data[question.key] = answer
    save_answer(DATABASE, user.id, question.key, answer)
    text, keyboard = screen(number + 1, user.id)
    await query.edit_message_text(text, reply_markup=keyboard)
    return _next(number)


def typed(number: int) -> Any:
    """Make the handler of the typed answer to one question."""

    async def handle(update: Update, context: Context) -> int:
        message, user = update.message, update.effective_user
        assert message is not None and message.text is not None and user is not None
        assert context.user_data is not None
        question = QUESTIONS[number]
        context.user_data[question.key] = message.text
        save_answer(DATABASE, user.id, question.key, message.text)
        text, keyboard = screen(number + 1, user.id)
        await message.reply_text(text, reply_markup=keyboard)
        return _next(number)

    return handle


def _next(number: int) -> int:
    return number + 1 if number + 1 < len(QUESTIONS) else ConversationHandler.END


def main() -> None:
    """Hold the survey until told to stop."""
    states: dict[object, list[Any]] = {
        number: [
            CallbackQueryHandler(pressed, pattern=f"^{number}:")
            if question.options
            else MessageHandler(filters.TEXT & ~filters.COMMAND, typed(number))
        ]
        for number, question in enumerate(QUESTIONS)
    }
    conversation = ConversationHandler(
        entry_points=[CommandHandler("start", start)],
        states=states,
        fallbacks=[CommandHandler("start", start)],
        name="survey",
        persistent=True,
    )
    application = (
        Application.builder()
        .token(AROUND.token)
        .base_url(f"{AROUND.api}/bot")
        .persistence(PicklePersistence(filepath=AROUND.folder / "state.pickle"))
        .build()
    )
    application.add_handler(conversation)
    application.run_polling()


if __name__ == "__main__":
    main()
