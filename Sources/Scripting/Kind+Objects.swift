extension Kind where Value == LuaFunction {
  public static func function(_ signature: String) -> Kind {
    Kind(
      expected: "a function(\(signature))", luaType: "fun(\(signature)): any",
      sample: "function() return 1 end"
    ) {
      $0.function
    }
  }
}

extension Kind where Value: ScriptObject {
  /// A handle of this class.
  public static func object(sample: String) -> Kind {
    let name = Value.className
    let article = "AEIOU".contains(name.first ?? "x") ? "an" : "a"
    return Kind(expected: "\(article) \(name)", luaType: name, sample: sample) { slot throws(Mismatch) in
      if slot.isReleased { throw Mismatch("this \(name) was closed and cannot be used any more") }
      return slot.object()
    }
  }
}

extension Kind {
  /// A handle of a class, or nil for one that was closed.
  public static func orClosed<Object: ScriptObject>(_ kind: Kind<Object>) -> Kind where Value == Object? {
    Kind(expected: kind.expected, luaType: kind.luaType, sample: kind.sample) { slot throws(Mismatch) in
      if slot.isReleased { return .some(nil) }
      guard let object = try kind.read(slot) else { return nil }
      return .some(object)
    }
  }

  /// A handle of a class, for what changes its object in place.
  public static func reference<Object: ScriptObject>(to kind: Kind<Object>) -> Kind
  where Value == Reference<Object> {
    Kind(expected: kind.expected, luaType: kind.luaType, sample: kind.sample) { slot throws(Mismatch) in
      if slot.isReleased { throw Mismatch("this \(Object.className) was closed and cannot be used any more") }
      return slot.reference()
    }
  }
}
