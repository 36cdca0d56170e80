package dev.weft.api.common.state;

import dev.weft.api.common.functions.Function;
import dev.weft.api.common.functions.RichFunction;
import java.util.Objects;

/** Rejects rich functions where nothing would open them. */
final class PlainFunctions {

    private PlainFunctions() {}

    /** @param state the name of the state that the function is for */
    static <F extends Function> F require(F function, String state) {
        Objects.requireNonNull(function, "function");
        if (function instanceof RichFunction) {
            throw new UnsupportedOperationException(
                    "the function of state '" + state + "' cannot be a RichFunction, but "
                            + function.getClass().getName()
                            + " is one: it would never be opened. Reduce or aggregate by a plain function");
        }
        return function;
    }
}
