"""Dataclasses whose methods are made when they are first used.

`dataclasses.dataclass` writes and compiles the methods of every class as its module is imported:
much of what a command takes to start, for classes of which a run uses few. A record has the
fields of a dataclass and works with all that takes one (``replace``, ``asdict``, ``fields``,
validators). Its ``__init__`` alone is compiled, once there are several instances. Of what ``field``
can say it heeds defaults only: every field is given, compared and shown.

Libraries that make classes as cheaply take most of what they save to be imported, and validators
do not know their classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    import dataclasses
    import operator

    _FEW = 8
    """Instances of a class from which on compiling its ``__init__`` pays."""

    def record(*, slots, frozen=False, eq=True, order=False):
        """Make a class a dataclass with slots; takes what `dataclasses.dataclass` takes."""
        assert slots, "a record has slots"

        def made(cls):
            # Without methods a dataclass costs little; it gives fields and slots. It would look up
            # and parse the signature of a class that has no docstring.
            cls.__doc__ = cls.__doc__ or cls.__name__
            cls = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
            names = tuple(field.name for field in dataclasses.fields(cls))
            values = operator.attrgetter(*names)
            cls.__init__ = _first_init(cls, frozen)
            cls.__repr__ = _repr(names)
            if eq:
                cls.__eq__ = _comparison(values, operator.eq)
                cls.__hash__ = (lambda self: hash(values(self))) if frozen else None
            if order:
                for name in ("__lt__", "__le__", "__gt__", "__ge__"):
                    setattr(cls, name, _comparison(values, getattr(operator, name)))
            if frozen:
                cls.__dataclass_params__.frozen = True
                cls.__setattr__ = cls.__delattr__ = _refuse
                # Copies and pickles are made by calling the class: nothing else may set a slot.
                cls.__reduce__ = lambda self: (type(self), tuple(getattr(self, n) for n in names))
            return cls

        return made

    def _comparison(values, compare):
        def method(self, other):
            if other.__class__ is not self.__class__:
                return NotImplemented
            return compare(values(self), values(other))

        return method

    def _repr(names):
        def method(self):
            inner = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
            return f"{type(self).__qualname__}({inner})"

        return method

    def _refuse(self, name, value=None):
        raise dataclasses.FrozenInstanceError(f"cannot set or delete field {name!r}")

    def _first_init(cls, frozen):
        """An ``__init__`` that reads the fields each time, until a few instances were made."""
        made = 0

        def method(self, *args, **kwargs):
            nonlocal made
            made += 1
            if made > _FEW or not _set_plainly(self, args, kwargs):
                cls.__init__ = _init(cls, frozen)
                cls.__init__(self, *args, **kwargs)

        return method

    def _set_plainly(self, values, named):
        """Set all fields; false where the arguments do not fit, or there is more to be done."""
        fields = self.__dataclass_fields__
        given = dict(zip(fields, values, strict=False))
        if len(values) > len(fields) or not given.keys().isdisjoint(named):
            return False
        given |= named
        if not given.keys() <= fields.keys() or hasattr(self, "__post_init__"):
            return False
        for name, field in fields.items():
            if name in given:
                value = given[name]
            elif field.default is not dataclasses.MISSING:
                value = field.default
            elif field.default_factory is not dataclasses.MISSING:
                value = field.default_factory()
            else:
                return False
            object.__setattr__(self, name, value)
        return True

    def _init(cls, frozen):
        scope = {"_missing": dataclasses.MISSING}
        parameters, lines = ["self"], []
        for field in dataclasses.fields(cls):
            name = value = field.name
            if field.default is not dataclasses.MISSING:
                scope[f"_default_{name}"] = field.default
                parameters.append(f"{name}=_default_{name}")
            elif field.default_factory is not dataclasses.MISSING:
                scope[f"_default_{name}"] = field.default_factory
                parameters.append(f"{name}=_missing")
                value = f"_default_{name}() if {name} is _missing else {name}"
            else:
                parameters.append(name)
            # A slot's own setter passes by the `__setattr__` that refuses, and is the fastest.
            scope[f"_set_{name}"] = getattr(cls, name).__set__
            lines.append(f"_set_{name}(self, {value})" if frozen else f"self.{name} = {value}")
        if hasattr(cls, "__post_init__"):
            lines.append("self.__post_init__()")
        source = f"def __init__({', '.join(parameters)}):\n " + "\n ".join(lines)
        exec(source, scope)  # nothing but names of fields, as dataclasses do it
        scope["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
        return scope["__init__"]
