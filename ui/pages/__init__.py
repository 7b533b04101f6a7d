"""The four tabs: what happens when somebody acts. May import views."""
