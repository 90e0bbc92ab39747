"""How attnscope's built-in model is made: data, training, evaluation and export."""
