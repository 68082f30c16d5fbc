"""The conversation: GET draws what was answered, POST stores what somebody pressed or typed."""

import asyncio
import json
import secrets

from aiohttp import web

from bot.webchat import ahead, guard, identity, limits, show, visit, words
from bot.webchat.posted import Posted, read_form
from bot.webchat.render import Frame, render
from bot.webchat.site import Site, site_of
from bot.webchat.visit import Visit
from dialogs.engine import buttons
from dialogs.engine.place import NOWHERE
