-- A particle that fills a third of the frame: the mask of the script's defaults fits.
return { seed = 1, fill = 0.42 }
