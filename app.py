"""`streamlit run app.py`: the pages over the data directory of the settings."""

from pressearchiv.streamlit_app import main

main()
