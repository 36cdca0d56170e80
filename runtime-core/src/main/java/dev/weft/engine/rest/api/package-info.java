/**
 * REST response records and their JSON form, with the member names that existing tools read.
 *
 * <p>A record writes itself by {@code json()} and is read back by {@code of(Json)}. Pure. May import {@code common} and
 * {@code configuration}; the server fills the records, the client reads them.
 */
package dev.weft.engine.rest.api;
