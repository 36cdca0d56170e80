package dev.weft.engine.graph.functions;

import java.util.Optional;

/** Finds methods of functions that always return the same number. */
public final class Constants {

    private Constants() {}

    /**
     * The number that a method returns for all arguments, if its bytecode shows that.
     *
     * @param function an object or a lambda expression
     * @param descriptor of the method in its interface, in the form of the class file
     */
    public static Optional<Number> returnedBy(Object function, String name, String descriptor) {
        return new Functional(function)
                .formula(name, descriptor)
                .filter(Formula.Constant.class::isInstance)
                .map(formula -> ((Formula.Constant) formula).value());
    }
}
