/** What functions may implement to learn of the stream that they are part of. Imports the type system only. */
package dev.weft.streaming.api.operators;
