"""The designer: how documents look and what they say, chosen without any code and seen on the true page."""
