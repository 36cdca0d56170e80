package dev.weft.engine.exchange;

/** Carries an exception of user code up to the task, with the name of the operator that called it. */
public final class UserCodeFailure extends RuntimeException {

    private final String operator;

    public UserCodeFailure(String operator, Throwable cause) {
        super(cause.getMessage(), cause, false, false);
        this.operator = operator;
    }

    public String operator() {
        return operator;
    }
}
