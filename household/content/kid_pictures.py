"""The twelve pictures of which four, in order, can be a child's way in: each is drawn, and has a name to be said."""

PICTURES = {  # those that are alike in colour or shape lie apart
    "teddy": "Teddy",
    "dino": "Dino",
    "cake": "Cake",
    "rainbow": "Rainbow",
    "cat": "Cat",
    "story": "Book",
    "flower": "Flower",
    "drink": "Drink",
    "heart": "Heart",
    "pears": "Pear",
    "fix": "Car",
    "sun": "Sun",
}
LONG = 4  # how many are tapped
