"""The text layer: text in any script to measured lines and to exact PDF operators; it knows no paper and no window."""
