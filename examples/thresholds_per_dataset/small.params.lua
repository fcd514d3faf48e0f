-- A small particle darkens the image's mean less: at the default of 1.15 the mask takes in support.
return { seed = 2, fill = 0.2, mask = { threshold = 0.85 } }
