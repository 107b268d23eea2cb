"""The twelve pictures of which four, in order, can be a child's way in: each is drawn, and has a name to be said."""

PICTURES = {
    "teddy": "Teddy",
    "sun": "Sun",
    "cat": "Cat",
    "cake": "Cake",
    "dino": "Dino",
    "story": "Book",
    "flower": "Flower",
    "fix": "Car",
    "rainbow": "Rainbow",
    "heart": "Heart",
    "pears": "Pear",
    "mug": "Cup",
}
LONG = 4  # how many are tapped
