/// A name as it stands in a script.
public struct Name: Equatable, Sendable {
  public let text: String
  public let line: Int
  /// Tells it from others of the same text.
  public let offset: Int
  /// Whether it is declared with `<const>` and stands for a value that Lua knows when it compiles.
  public internal(set) var isConstant = false

  init(_ token: Token) { (text, line, offset) = (token.text, token.line, token.offset) }
}

public indirect enum Expression: Sendable {
  /// nil, true, false, a number, `...`.
  case literal(String)
  case string(String)
  case name(Name)
  case function(FunctionBody)
  case table(TableConstructor)
  /// `a.b`; `a["b"]` is the same.
  case field(Expression, Name)
  case element(Expression, key: Expression)
  case call(Call)
  case unary(String, Expression)
  case binary(String, Expression, Expression)
  /// Also cuts a list of values to one.
  case parentheses(Expression)
}

extension Expression {
  /// Whether Lua makes one value of it when it compiles: literals, and arithmetic of numbers.
  var isFolded: Bool {
    switch self {
    case .literal(let text): text != "..."
    case .string: true
    case .unary(let operation, let value): operation != "#" && value.isFolded
    case .binary(let operation, let a, let b):
      ["+", "-", "*", "/", "//", "%", "^", "&", "|", "~", "<<", ">>"].contains(operation) && a.isFolded
        && b.isFolded
    case .parentheses(let value): value.isFolded
    default: false
    }
  }
}

public struct Call: Sendable {
  public let callee: Expression
  /// What stands behind a colon.
  public let method: Name?
  public let arguments: [Expression]
  /// Of the first argument's bracket.
  public let line: Int
  /// Whether its `(` is the first thing in a line, and so may be meant as a new statement.
  public let startsLine: Bool
}

public struct TableConstructor: Sendable {
  public enum Key: Sendable {
    case place
    case name(Name)
    case computed(Expression)

    public var name: String? { if case .name(let name) = self { name.text } else { nil } }
  }

  public let items: [(key: Key, value: Expression)]
  public let line: Int
}

public struct FunctionBody: Sendable {
  /// `self` comes first in a method.
  public let parameters: [Name]
  public let body: Block
  public let line: Int
}

public struct Block: Sendable {
  public var statements: [Statement] = []
}

public indirect enum Statement: Sendable {
  case local([Name], [Expression])
  case localFunction(Name, FunctionBody)
  case assignment([Expression], [Expression])
  /// `function a.b:c() end`: the target is `a.b.c`.
  case function(target: Expression, FunctionBody)
  case call(Call)
  case scope(Block)
  case loop(condition: Expression, Block)
  /// The condition sees the locals of the block.
  case repeated(Block, until: Expression)
  case branch([(condition: Expression, block: Block)], otherwise: Block?)
  case count(Name, [Expression], Block)
  case iterate([Name], [Expression], Block)
  case leave([Expression])
  /// break, goto, a label, a semicolon.
  case jump
}
