/** Avro's records in streams and state: their types, the serializer, and how state moves on to a newer schema. */
package dev.weft.formats.avro.typeutils;
