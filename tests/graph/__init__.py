"""What is deployed as a picture: who talks to whom, and who reads which secret."""
