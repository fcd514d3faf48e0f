"""Microseconds a window of ../shared/reference/reference.py: IMAGE PIXEL_SIZE FOLDER_OF_REFERENCE STEP"""
import sys
import time

import numpy as np

image_path, pixel_size, folder, step = sys.argv[1], float(sys.argv[2]), sys.argv[3], int(sys.argv[4])
sys.path.insert(0, folder)
import reference

N = 128
image = reference.load_image(image_path)
peaks = []
for d, angle in ((0.2355, 20.0), (0.2355, 90.53), (0.2039, 145.26)):
    q, t = N * pixel_size / d, np.deg2rad(angle)
    peaks.append((N / 2 - q * np.sin(t), N / 2 + q * np.cos(t)))
start = time.process_time()
result = reference.analyse(image, peaks, N, step)
print((time.process_time() - start) / result["q"][0].size * 1e6)
