package dev.weft.util.function;

/** Rethrows checked exceptions where none is declared. */
final class Unchecked {
    private Unchecked() {}

    static RuntimeException rethrow(Throwable failure) {
        return Unchecked.<RuntimeException>sneak(failure);
    }

    @SuppressWarnings("unchecked") // the compiler's view of E is what hides the checked exception
    private static <E extends Throwable> RuntimeException sneak(Throwable failure) throws E {
        throw (E) failure;
    }
}
