package dev.weft.api.common.functions;

/** The open context of which there is nothing to tell. */
public class DefaultOpenContext implements OpenContext {
    public static final OpenContext INSTANCE = new DefaultOpenContext();
}
