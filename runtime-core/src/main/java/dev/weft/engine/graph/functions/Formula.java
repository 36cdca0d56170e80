package dev.weft.engine.graph.functions;

import java.util.List;

/** What a method without branches computes, as an expression over its parameters. Boxing and casts leave no trace. */
sealed interface Formula {

    /** The parameter in a slot; slot 0 of an instance method is {@code this}. */
    record Parameter(int slot) implements Formula {}

    /** A number. */
    record Constant(Number value) implements Formula {}

    /** An operation whose meaning is known, on numbers. */
    record Combined(Combination by, Formula first, Formula second) implements Formula {}

    /** A field of a tuple. */
    record Field(Formula of, String name) implements Formula {}

    /** A new tuple of these fields. */
    record NewTuple(String type, List<Formula> fields) implements Formula {}

    /** Anything else that is computed from these. */
    record Other(List<Formula> from) implements Formula {}

    /** Whether it is computed from the parameter in a slot, among others. */
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
