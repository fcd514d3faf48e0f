// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "fringe",
  products: [
    .executable(name: "fringe", targets: ["fringe"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
  ],
  targets: [
    // MARK: - System libraries

    .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),

    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CJansson", pkgConfig: "jansson", providers: [.apt(["libjansson-dev"])]),

    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    // Not linked, but loaded by COnDemand: libcairo2-dev, libcmark-dev, libfftw3-dev, libmicrohttpd-dev,
    // libtiff-dev, libturbojpeg0-dev, libzip-dev and nettle-dev, and without a module libedit-dev, libhdf5-dev and libmatio-dev.
    .systemLibrary(name: "CCairo"),
    .systemLibrary(name: "CCMark"),
    .systemLibrary(name: "CFFTW"),
    .systemLibrary(name: "CMicroHTTPD"),
    .systemLibrary(name: "CNettle"),
    .systemLibrary(name: "CTIFF"),
    .systemLibrary(name: "CTurboJPEG"),
    .systemLibrary(name: "CZip"),

    // MARK: - Library targets

    .target(name: "CLuaBridge", dependencies: ["CLua"]),
    .target(name: "CPNGBridge", dependencies: ["CPNG"]),
    .target(name: "Imaging", dependencies: [.product(name: "Numerics", package: "swift-numerics")]),
    .target(name: "Crystallography", dependencies: [.product(name: "Numerics", package: "swift-numerics")]),
    .target(name: "Markup", dependencies: ["CExpat", "CJansson", "Imaging"]),
    .target(name: "CDisk"),
    .target(name: "CTrial"),
    .target(name: "COnDemand"),
    .target(name: "CHDF5Bridge", dependencies: ["COnDemand", "CTrial"]),
    .target(name: "CMATIOBridge", dependencies: ["COnDemand", "CTrial"]),
    .target(name: "HDF5", dependencies: ["CHDF5Bridge", "CZlib", "Imaging"]),
    .target(
      name: "ImageFiles",
      dependencies: [
        "CDisk", "Markup", "HDF5", "Imaging", "CMATIOBridge", "CTIFF", "CPNGBridge", "CTurboJPEG", "CZip",
        "COnDemand",
      ],
      exclude: [
        "DigitalMicrograph/SPECIFICATION.md",
        "EMD/SPECIFICATION.md",
        "HDF5/SPECIFICATION.md",
        "HSPY/SPECIFICATION.md",
        "JPEG/SPECIFICATION.md",
        "MAT/SPECIFICATION.md",
        "MRC/SPECIFICATION.md",
        "NPY/SPECIFICATION.md",
        "NPZ/SPECIFICATION.md",
        "PNG/SPECIFICATION.md",
        "SER/SPECIFICATION.md",
        "TIFF/SPECIFICATION.md",
      ]),
    .target(name: "CLatticeKernels"),
    .target(
      name: "Lattice",
      dependencies: [
        "Imaging", "CFFTW", "COnDemand", "CLatticeKernels",
        .product(name: "Numerics", package: "swift-numerics"),
      ]),
    .target(
      name: "Simulation",
      dependencies: [
        "Lattice", "Crystallography", "Imaging", .product(name: "Numerics", package: "swift-numerics"),
      ]),
    .target(name: "MapFiles", dependencies: ["Lattice", "ImageFiles", "HDF5", "Markup", "Imaging"]),
    .target(
      name: "Figures",
      dependencies: ["Imaging", "CCairo", "COnDemand", .product(name: "Numerics", package: "swift-numerics")]),
    .target(name: "PageServer", dependencies: ["CMicroHTTPD", "COnDemand"]),
    .target(
      name: "Inspection",
      dependencies: ["Lattice", "Figures", "Imaging", .product(name: "Numerics", package: "swift-numerics")]),
    .target(
      name: "Pages",
      dependencies: [
        "PageServer", "Inspection", "ImageFiles", "Markup", "Lattice", "Figures", "Imaging", "LuaSyntax",
      ],
      resources: [.embedInCode("Web")]),
    .target(name: "Hashing", dependencies: ["CNettle", "COnDemand"]),
    .target(name: "ResultCache", dependencies: ["Hashing"]),
    .target(name: "CLineEditor", dependencies: ["COnDemand"]),
    .target(name: "LuaSyntax"),
    .target(name: "Notebook", dependencies: ["LuaSyntax", "CCMark", "COnDemand"]),
    .target(name: "Scripting", dependencies: ["CLuaBridge", "LuaSyntax"]),
    .target(
      name: "ScriptAPI",
      dependencies: [
        "Scripting", "LuaSyntax", "Notebook", "Pages", "Inspection", "ResultCache", "Hashing", "Markup",
        "ImageFiles", "Figures", "Simulation", "MapFiles", "Lattice", "Crystallography", "Imaging",
      ]),

    // MARK: - Tool

    .executableTarget(
      name: "fringe",
      dependencies: [
        "ScriptAPI", "ResultCache", "CLineEditor", "ImageFiles", "Imaging", "Markup",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // MARK: - Tests

    .executableTarget(
      name: "bench",
      dependencies: [
        "Lattice", "Simulation", "ImageFiles", "Imaging",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/Benchmarks", exclude: ["reference_speed.py"]),
    .target(name: "TestSupport", dependencies: ["Imaging"], path: "Tests/TestSupport"),
    .target(name: "BrowserTesting", path: "Tests/BrowserTesting"),
    .testTarget(name: "BrowserTestingTests", dependencies: ["BrowserTesting"]),
    .testTarget(name: "ImagingTests", dependencies: ["Imaging", "TestSupport"]),
    .testTarget(name: "CrystallographyTests", dependencies: ["Crystallography", "TestSupport"]),
    .testTarget(name: "HashingTests", dependencies: ["Hashing"]),
    .testTarget(name: "ResultCacheTests", dependencies: ["ResultCache"]),
    .testTarget(name: "HDF5Tests", dependencies: ["HDF5", "Imaging", "TestSupport"]),
    .testTarget(name: "MarkupTests", dependencies: ["Markup", "Imaging"]),
    .target(
      name: "FuzzTargets",
      dependencies: ["ScriptAPI", "Scripting", "MapFiles", "ImageFiles", "Markup", "Imaging"],
      path: "Tests/Fuzzing/Targets"),
    .testTarget(
      name: "ImageFilesTests", dependencies: ["ImageFiles", "FuzzTargets", "TestSupport"],
      exclude: ["Fuzzing cases"]),
    .testTarget(name: "LatticeTests", dependencies: ["Lattice", "Simulation", "ImageFiles", "TestSupport"]),
    .testTarget(
      name: "SimulationTests", dependencies: ["Simulation", "Lattice", "Crystallography", "TestSupport"]),
    .testTarget(name: "MapFilesTests", dependencies: ["MapFiles"]),
    .testTarget(name: "FiguresTests", dependencies: ["Figures", "TestSupport"]),
    .testTarget(name: "PageServerTests", dependencies: ["PageServer"]),
    .testTarget(
      name: "PagesTests",
      dependencies: [
        "Pages", "PageServer", "Inspection", "Simulation", "ImageFiles", "Markup", "Lattice", "Imaging",
        "BrowserTesting", "TestSupport",
      ]),
    .testTarget(
      name: "InspectionTests",
      dependencies: [
        "Inspection", "Lattice", "Simulation", "ImageFiles", "TestSupport",
        .product(name: "Numerics", package: "swift-numerics"),
      ]),
    .testTarget(name: "LuaSyntaxTests", dependencies: ["LuaSyntax", "TestSupport"]),
    .testTarget(name: "NotebookTests", dependencies: ["Notebook", "Markup"]),
    .testTarget(name: "ScriptingTests", dependencies: ["Scripting", "TestSupport"]),
    .testTarget(name: "ScriptAPITests", dependencies: ["ScriptAPI", "Inspection", "TestSupport"]),
    .testTarget(
      name: "fringeTests",
      dependencies: [
        "fringe", "ImageFiles", "Markup", "Hashing", "CHDF5Bridge", "BrowserTesting", "TestSupport",
      ]),
  ],
  swiftLanguageModes: [.v6]
)

// `./dev fuzz` builds it, with the sanitizer that brings its main function.
if Context.environment["FRINGE_FUZZING"] != nil {
  package.targets.append(
    .executableTarget(name: "fringe-fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzzing/Driver"))
}
