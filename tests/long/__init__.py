"""What takes long: power cuts, full disks, guessers and crowds. Run with deploy/test --all."""
