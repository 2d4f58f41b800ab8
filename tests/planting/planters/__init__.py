"""One function a class of defects; importing the modules registers them."""
