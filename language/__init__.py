"""The languages of the program: what it reads (German), and what it says (German and English)."""
