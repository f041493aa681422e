"""How a movement looks: skeleton, poses, and their drawing to SVG."""

from strongback.body.drawing import film, film_json, filmstrip, picture
from strongback.body.look import style_sheet
from strongback.body.nouns import Body, Film, Look, Movement

__all__ = ["Body", "Film", "Look", "Movement", "film", "film_json", "filmstrip", "picture", "style_sheet"]
