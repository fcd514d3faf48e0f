import Imaging
import Lattice
import Scripting

/// The version of Fringe, as scripts and `fringe --version` show it.
public let fringeVersion = "0.1.0"

/// The module `fringe` and its classes: everything that a script can use.
public let fringeLibrary = Library(
  name: "fringe",
  functions: FileFunctions.functions + StackWriterFunctions.functions + TableFunctions.functions
    + ImageFunctions.functions + SimulationFunctions.functions + ReflectionFunctions.functions
    + CrystalFunctions.functions + ComparisonClass.functions + PredictionFunctions.functions
    + ParametersClass.functions + PickFunctions.functions
    + FigureFunctions.functions + ReportFunctions.functions + UtilityFunctions.functions,
  properties: UtilityFunctions.properties,
  constants: UtilityFunctions.constants,
  classes: [
    ImageClass.declaration, MaskClass.declaration, SpectrumClass.declaration, ReflectionClass.declaration,
    CrystalClass.declaration, MapClass.declaration, GrainClass.declaration, MapPlanesClass.declaration,
    StrainClass.declaration,
    ComparisonClass.declaration, WindowsClass.declaration,
    TableClass.declaration, StackClass.declaration, Frames.declaration, StackWriterClass.declaration,
    FigureClass.declaration, ParametersClass.declaration, SortedPairs.declaration,
  ],
  types: TableTypes.declarations + CrystalClass.types + GrainClass.types + PickFunctions.types
    + FileTypes.declarations)
