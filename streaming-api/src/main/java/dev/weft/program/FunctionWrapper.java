package dev.weft.program;

/**
 * A function of the API that calls a function of the user's. The user's function, not the wrapper, is an operation's {@link
 * Operation#userObject user object}: it has the life cycle and the state.
 */
public interface FunctionWrapper {

    /** The wrapped function, which may be a wrapper too. */
    Object wrapped();

    /** The user's function in a function that may be a wrapper. */
    static Object unwrap(Object function) {
        return function instanceof FunctionWrapper wrapper ? unwrap(wrapper.wrapped()) : function;
    }
}
