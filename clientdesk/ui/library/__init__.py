"""The library: catalogue lines that fill themselves from use, and packages of lines."""
