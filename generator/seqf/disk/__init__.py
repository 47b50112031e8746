"""Files as they stand on the disk, and what the package carries: schemas, templates, assets."""
