package dev.weft.engine.exchange;

/** Carries an exception of user code up to the task, with the name of the operator that called it. */
public final class UserCodeFailure extends RuntimeException {

    private final String operator;
    private final String when;

    public UserCodeFailure(String operator, Throwable cause) {
        this(operator, "", cause);
    }

    private UserCodeFailure(String operator, String when, Throwable cause) {
        super(cause.getMessage(), cause, false, false);
        this.operator = operator;
        this.when = when;
    }

    /** This failure with the moment at which it came, such as "while checkpoint 7 was taken". */
    public UserCodeFailure at(String moment) {
        return new UserCodeFailure(operator, moment, getCause());
    }

    public String operator() {
        return operator;
    }

    /** The moment at which it came; empty for the processing of records. */
    public String when() {
        return when;
    }
}
