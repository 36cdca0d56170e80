package dev.weft.engine.graph.functions;

import java.util.List;

/** Symbolic expression over the parameters of a method. Boxing and casts are left out. */
sealed interface Formula {

    /** The parameter in a slot; slot 0 of an instance method is {@code this}. */
    record Parameter(int slot) implements Formula {}

    /** A number. */
    record Constant(Number value) implements Formula {}

    /** An operation on numbers with known meaning. */
    record Combined(Combination by, Formula first, Formula second) implements Formula {}

    /** A field of a tuple. */
    record Field(Formula of, String name) implements Formula {}

    /** A new tuple of these fields. */
    record NewTuple(String type, List<Formula> fields) implements Formula {}

    /** Any other computation from these operands. */
    record Other(List<Formula> from) implements Formula {}

    /** Whether the parameter in a slot is part of the expression. */
    default boolean dependsOn(int slot) {
        if (this instanceof Parameter parameter) {
            return parameter.slot() == slot;
        }
        if (this instanceof Combined combined) {
            return combined.first().dependsOn(slot) || combined.second().dependsOn(slot);
        }
        if (this instanceof Field field) {
            return field.of().dependsOn(slot);
        }
        if (this instanceof NewTuple tuple) {
            return tuple.fields().stream().anyMatch(each -> each.dependsOn(slot));
        }
        return this instanceof Other other && other.from().stream().anyMatch(each -> each.dependsOn(slot));
    }
}
