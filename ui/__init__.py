"""The Gradio application: chat, ledger (台账), statistics and documents."""
