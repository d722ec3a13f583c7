"""The demo book: four freelancers whose work is acted out through the use cases, and checked to the cent."""
