package dev.weft.api.common.functions;

/** A {@link JoinFunction} with a life cycle. */
public abstract class RichJoinFunction<IN1, IN2, OUT> extends AbstractRichFunction
        implements JoinFunction<IN1, IN2, OUT> {
    @Override
    public abstract OUT join(IN1 first, IN2 second) throws Exception;
}
