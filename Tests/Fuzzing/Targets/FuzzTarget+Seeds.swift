import ImageFiles
import Imaging

extension FuzzTarget {
  /// Small good inputs made by ourselves, by file name: what each writer writes, and a text for each parser of text.
  public static func writeSeeds(into folder: String) throws(ImageFileError) {
    var image = Image(rows: 6, columns: 5) { row, column in Float(row * 40 + column) }
    image.calibration = Calibration(pixelSize: 0.03, unit: .nanometres, source: .script)
    for writer in ImageFile.writers {
      for type in writer.sampleTypes {
        try ImageFile.save(image, to: "\(folder)/written-\(type.rawValue).\(writer.extensions[0])", as: type)
      }
      guard writer is any ImageStackWriter.Type else { continue }
      let stack = try ImageFile.create("\(folder)/stack.\(writer.extensions[0])")
      for _ in 1...3 { try stack.add(image) }
      try stack.finish()
    }
    for (name, text) in texts {
      let file = try AtomicFile(path: "\(folder)/\(name)")
      try file.write(text)
      try file.commit()
    }
  }

  private static let texts = [
    "ome.xml": """
    <?xml version="1.0" encoding="UTF-8"?><!-- c --><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06">
    <Image ID="Image:0"><Pixels SizeX="5" SizeY="6" PhysicalSizeX="0.03" PhysicalSizeXUnit="nm" Type="uint16">
    <TiffData/><![CDATA[a < b]]>&amp;&#956;</Pixels></Image></OME>
    """,
    "summary.csv": "file,time (s),\"d (nm), mean\"\r\n\"a \"\"b\"\"\n.tif\",0.1,nan\r\nb.tif,-1e-3,\n",
    "reflections.lua": """
    -- Reflections
    return {
      { spacing = 0.2355, angle = -20.5e-1, unit = "nm", label = "1\\"1\\x41" }, { spacing = 4, angle = 0, unit = 'px' };
    }
    """,
    "parameters.lua": """
    return { window = 2 * 64, name = [[a
    b]], taken = true, limit = nil, ["averages"] = { 5, -10, (0x1p4) }, mask = { threshold = 1.15 // 1 % 3 } }
    """,
    "map.txt": """
    Fringe lattice map: 1
    name: particle
    window: 128
    step: 2
    apodize: hann
    estimator: gaussian
    patch: 15
    clip: 0.85
    floor: none
    min_snr: 4.0
    edge: zero
    uncertainty: yes
    block: 1
    unit: nm
    pixel_size_x: 0.0333
    pixel_size_y: 0.0333
    calibration: tag ImageJ description
    reflection: gx 3.1 gy -2.5 unit nm snr 12.5 label 1 1 1
    """,
    "velox.json": """
    {"Optics": {"AccelerationVoltage": "300000", "Defocus": -1.5e-8}, "Detectors": {"Detector-0": [1, null, true]},
     "text": "\\u00b5 \\"quoted\\""}
    """,
  ]
}
