/** Elements as JSON, by Jackson's data binding. Depends on the user API and on Jackson, which the user's jar brings. */
package dev.weft.formats.json;
