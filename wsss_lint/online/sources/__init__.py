"""The services that are asked, one file each; all of them speak in `Record`s."""
