export interface paths {
    "/api/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether a company is set up here; in a demo, who can be entered
         * @description Open to everybody.
         */
        get: operations["start.state"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set up the company in an empty database and sign its owner in
         * @description Open to everybody. Refuses with `setup.done`.
         */
        post: operations["start.set_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/demo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fill an empty database with the demo company
         * @description Open to everybody. Refuses with `setup.done`.
         */
        post: operations["start.demo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/demo/enter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Step into a person of the demo company
         * @description Open to everybody. Refuses with `clock.not_demo`.
         */
        post: operations["start.enter_demo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Business time
         * @description Anyone signed in.
         */
        get: operations["clock.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clock/travel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move the demo's clock ahead, for everybody
         * @description Anyone signed in. Refuses with `clock.not_demo`, `clock.too_far`.
         */
        post: operations["clock.travel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with e-mail and password; answers with a session cookie
         * @description Open to everybody. Refuses with `sign_in.wrong`, `rate_limited`.
         */
        post: operations["sign_in.open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End this session
         * @description Open to everybody.
         */
        post: operations["sign_in.close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-out-everywhere": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End all sessions of the caller
         * @description Anyone signed in.
         */
        post: operations["sign_in.close_all"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a link for a new password mailed; the answer does not tell whether the account exists
         * @description Open to everybody.
         */
        post: operations["password.forgot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password with the link from the mail
         * @description Open to everybody. Refuses with `password.link_used`.
         */
        post: operations["password.reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the own password; all other sessions end
         * @description Anyone signed in.
         */
        post: operations["password.change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whom an invitation is for
         * @description Open to everybody. Refuses with `invitation.expired`, `invitation.used`.
         */
        get: operations["invitations.open"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/{token}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Join the company by an invitation; signs in
         * @description Open to everybody. Refuses with `invitation.expired`, `invitation.used`.
         */
        post: operations["invitations.accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/employees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People of the company by name, those who left last
         * @description Needs the right `employee.read`.
         */
        get: operations["employees.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/employees/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One person
         * @description Needs the right `employee.read` on the record.
         */
        get: operations["employees.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a person: role, department, supervisor, skills, hours
         * @description Needs the right `employee.update` on the record. Refuses with `staff.last_owner`, `staff.cycle`, `version_conflict`.
         */
        patch: operations["employees.update"];
        trace?: never;
    };
    "/api/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Oneself
         * @description Anyone signed in.
         */
        get: operations["profile.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change oneself: name, telephone, language, preferences
         * @description Anyone signed in. Refuses with `version_conflict`.
         */
        patch: operations["profile.update"];
        trace?: never;
    };
    "/api/absences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Absences that are not over, with who stands in
         * @description Anyone signed in.
         */
        get: operations["absences.list"];
        put?: never;
        /**
         * Note an absence, one’s own or of a person one heads, with a substitute
         * @description Anyone signed in.
         */
        post: operations["absences.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/absences/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take an absence back
         * @description Anyone signed in.
         */
        delete: operations["absences.remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caller's API tokens
         * @description Anyone signed in.
         */
        get: operations["tokens.list"];
        put?: never;
        /**
         * Make an API token; it is shown only in this answer
         * @description Anyone signed in.
         */
        post: operations["tokens.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Make an API token worthless
         * @description Anyone signed in.
         */
        delete: operations["tokens.revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/departments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Departments with their heads
         * @description Needs the right `department.read`.
         */
        get: operations["departments.list"];
        put?: never;
        /**
         * Add a department
         * @description Needs the right `department.create`.
         */
        post: operations["departments.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/departments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Put a department away
         * @description Needs the right `department.archive` on the record.
         */
        delete: operations["departments.archive"];
        options?: never;
        head?: never;
        /**
         * Change a department: name, place in the tree, head
         * @description Needs the right `department.update` on the record. Refuses with `staff.cycle`, `version_conflict`.
         */
        patch: operations["departments.update"];
        trace?: never;
    };
    "/api/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Invitations nobody has accepted yet
         * @description Needs the right `invitation.read`.
         */
        get: operations["invitations.list"];
        put?: never;
        /**
         * Invite somebody by a link that works for seven days
         * @description Needs the right `invitation.create`. Refuses with `staff.email_taken`.
         */
        post: operations["invitations.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take an invitation back
         * @description Needs the right `invitation.revoke`.
         */
        delete: operations["invitations.revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/company": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The company that runs this Tok
         * @description Needs the right `own_company.read`.
         */
        get: operations["own_company.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the company: name, NIP, zone, currency, language, working hours, units, amount of deals
         * @description Needs the right `own_company.update`. Refuses with `version_conflict`.
         */
        patch: operations["own_company.update"];
        trace?: never;
    };
    "/api/company/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Holidays and other special days of a year
         * @description Needs the right `own_company.read`.
         */
        get: operations["own_company.days"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/company/days/{day}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Make a day free, working, or working in other hours
         * @description Needs the right `own_company.update`.
         */
        put: operations["own_company.set_day"];
        post?: never;
        /**
         * Back to the usual for this day
         * @description Needs the right `own_company.update`.
         */
        delete: operations["own_company.clear_day"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fields/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fields of a kind of record the caller may see, with what a filter can ask of each
         * @description Needs the right `field.read`.
         */
        get: operations["fields.registry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fields the company added, as they are managed
         * @description Needs the right `field.update`.
         */
        get: operations["fields.list"];
        put?: never;
        /**
         * Add a field to a kind of record
         * @description Needs the right `field.create`. Refuses with `field.too_many`.
         */
        post: operations["fields.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/fields/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a field; its values stay until they are purged
         * @description Needs the right `field.delete`.
         */
        delete: operations["fields.delete"];
        options?: never;
        head?: never;
        /**
         * Change a field; its type only while no record holds a value
         * @description Header `If-Match` with the version seen. Needs the right `field.update`. Refuses with `version_conflict`, `version_required`.
         */
        patch: operations["fields.update"];
        trace?: never;
    };
    "/api/settings/fields/order/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put the fields of a kind in order
         * @description Needs the right `field.update`.
         */
        put: operations["fields.order"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/fields/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a field away; what it holds stays
         * @description Needs the right `field.archive`.
         */
        post: operations["fields.archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/fields/{id}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring back a field that was put away or deleted, with its values
         * @description Needs the right `field.archive`. Refuses with `field.purging`.
         */
        post: operations["fields.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/fields/{id}/purge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the values of a deleted field out of all records, for good
         * @description Needs the right `field.delete`. Refuses with `field.not_deleted`.
         */
        post: operations["fields.purge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People, by name unless told otherwise
         * @description Needs the right `contact.read`.
         */
        get: operations["contacts.list"];
        put?: never;
        /**
         * Make the card of a person
         * @description Needs the right `contact.create`.
         */
        post: operations["contacts.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One person
         * @description Needs the right `contact.read` on the record.
         */
        get: operations["contacts.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change fields of a person
         * @description Header `If-Match` with the version seen; other fields changed meanwhile merge. Needs the right `contact.update` on the record. Refuses with `version_conflict`, `version_required`, `contact.archived`.
         */
        patch: operations["contacts.update"];
        trace?: never;
    };
    "/api/contacts/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a person out of lists, search and matching
         * @description Needs the right `contact.archive` on the record.
         */
        post: operations["contacts.archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Companies, by name unless told otherwise
         * @description Needs the right `company.read`.
         */
        get: operations["companies.list"];
        put?: never;
        /**
         * Make the card of a company
         * @description Needs the right `company.create`.
         */
        post: operations["companies.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One company
         * @description Needs the right `company.read` on the record.
         */
        get: operations["companies.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change fields of a company
         * @description Header `If-Match` with the version seen; other fields changed meanwhile merge. Needs the right `company.update` on the record. Refuses with `version_conflict`, `version_required`, `company.archived`.
         */
        patch: operations["companies.update"];
        trace?: never;
    };
    "/api/companies/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a company out of lists, search and matching
         * @description Needs the right `company.archive` on the record.
         */
        post: operations["companies.archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/matches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People and companies we may know already
         * @description By NIP, e-mail and telephone exactly, by name alike; the surest first, at most 10 each. Needs the right `contact.read`.
         */
        get: operations["contacts.match"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange-rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Exchange rates against the base currency, the latest day first
         * @description Needs the right `exchange_rate.read`.
         */
        get: operations["exchange_rates.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange-rates/offer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rate a deal of that day takes: the latest one not after it
         * @description Needs the right `exchange_rate.read`.
         */
        get: operations["exchange_rates.offer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange-rates/{currency}/{day}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Write the rate of a day
         * @description Needs the right `exchange_rate.set`.
         */
        put: operations["exchange_rates.set"];
        post?: never;
        /**
         * Take the rate of a day away; deals that took it keep theirs
         * @description Needs the right `exchange_rate.set`.
         */
        delete: operations["exchange_rates.remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange-rates/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a CSV file of rates would change; writes nothing
         * @description Columns date, currency, rate in any order, by a heading in Polish or English; or a table of the NBP with a column for each currency (1USD, 100HUF). Needs the right `exchange_rate.set`.
         */
        post: operations["exchange_rates.preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange-rates/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write the rates of a CSV file
         * @description As `exchange_rates.preview` reads it; lines that cannot be read are left out. Needs the right `exchange_rate.set`. Refuses with `rates.nothing_to_import`.
         */
        post: operations["exchange_rates.import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Products and services, by name, by code, or the latest change first
         * @description Needs the right `product.read`.
         */
        get: operations["products.list"];
        put?: never;
        /**
         * Put a product on the price list
         * @description Needs the right `product.create`.
         */
        post: operations["products.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One product
         * @description Needs the right `product.read` on the record.
         */
        get: operations["products.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change fields of a product
         * @description Header `If-Match` with the version seen; other fields changed meanwhile merge. Needs the right `product.update` on the record. Refuses with `version_conflict`, `version_required`, `product.archived`.
         */
        patch: operations["products.update"];
        trace?: never;
    };
    "/api/products/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a product off the price list; lines of deals keep it
         * @description Needs the right `product.archive` on the record.
         */
        post: operations["products.archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring an archived product back
         * @description Needs the right `product.archive` on the record.
         */
        post: operations["products.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/forms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Forms, newest first
         * @description Needs the right `form.read`.
         */
        get: operations["forms.list"];
        put?: never;
        /**
         * Make a form
         * @description Without a definition it begins as the contact form every company starts with. Needs the right `form.create`.
         */
        post: operations["forms.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/forms/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One form
         * @description Needs the right `form.read` on the record.
         */
        get: operations["forms.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a form, switch it on or off
         * @description A consent whose text changes gets a new version; earlier submissions keep the one agreed to. Needs the right `form.update` on the record. Refuses with `version_conflict`, `version_required`, `form.archived`.
         */
        patch: operations["forms.update"];
        trace?: never;
    };
    "/api/forms/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a form away
         * @description Needs the right `form.archive` on the record.
         */
        post: operations["forms.archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/forms/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring an archived form back
         * @description Needs the right `form.archive` on the record.
         */
        post: operations["forms.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/forms/{id}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Copy a form; the copy starts switched off
         * @description Needs the right `form.create`.
         */
        post: operations["forms.duplicate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/forms/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How a form would look, without saving it
         * @description The markup and its stylesheet; put both into a shadow root. Needs the right `form.read`.
         */
        post: operations["forms.preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/forms/{id}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every version of every consent of a form
         * @description Needs the right `form.read` on the record.
         */
        get: operations["forms.consents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/forms/{id}/submissions/{submissionId}/lead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a lead of a submission that was held back
         * @description Needs the right `form.let_through` on the record.
         */
        post: operations["forms.let_through"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/forms/{id}/submissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What came in through a form, newest first
         * @description Needs the right `form.read_submissions` on the record.
         */
        get: operations["forms.submissions"];
        put?: never;
        /**
         * Send a request in for a program of the company
         * @description The answers are checked as on the form; consents may be given and are not demanded, since the program collected them. The same content within ten minutes is the same request. Needs the right `form.submit` on the record. Refuses with `form.not_found`, `form.switched_off`, `invalid_request`.
         */
        post: operations["forms.submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads/{id}/submissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the sender of a lead filled in and agreed to
         * @description Needs the right `lead.read` on the record.
         */
        get: operations["forms.submissions_of_lead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/forms/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A form for a web site to show
         * @description Its fields in the chosen language, and the same form as finished markup and stylesheet. Open to everybody. Refuses with `form.not_found`, `form.switched_off`, `form.origin_refused`.
         */
        get: operations["forms.definition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/forms/{key}/challenge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An ALTCHA challenge (proof of work) for one submission
         * @description Open to everybody. Refuses with `form.not_found`, `form.switched_off`, `form.origin_refused`.
         */
        get: operations["forms.challenge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/forms/{key}/submissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a visitor of a web site sends
         * @description From any origin the form allows. An HTML form may post here directly: the names of its inputs are the keys of the fields, `consent.<key>` carries the version of a consent; it is answered with a page. Open to everybody. Refuses with `form.not_found`, `form.switched_off`, `form.origin_refused`, `form.consent_required`, `form.proof_required`, `form.spam`, `rate_limited`.
         */
        post: operations["forms.receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Leads, newest first
         * @description Needs the right `lead.read`.
         */
        get: operations["leads.list"];
        put?: never;
        /**
         * Type in a lead
         * @description Needs the right `lead.create`.
         */
        post: operations["leads.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Leads as columns by status, with counts and sums
         * @description Needs the right `lead.read`.
         */
        get: operations["leads.board"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where leads come from: what the filter offers
         * @description Needs the right `lead.read`.
         */
        get: operations["leads.sources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One lead, and what the caller may do to it
         * @description Needs the right `lead.read` on the record.
         */
        get: operations["leads.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change fields of a lead
         * @description Needs `If-Match` with the version seen; 409 only when the same field was changed meanwhile. Needs the right `lead.update` on the record. Refuses with `version_conflict`.
         */
        patch: operations["leads.update"];
        trace?: never;
    };
    "/api/leads/{id}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept a request; the first one gets it, the others are told who has it
         * @description Needs the right `lead.accept` on the record. Refuses with `lead.already_taken`, `lead.already_converted`, `lead.already_closed`.
         */
        post: operations["leads.accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads/{id}/owner": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a lead to a person
         * @description Needs the right `lead.assign` on the record. Refuses with `lead.already_converted`, `lead.already_closed`.
         */
        post: operations["leads.assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads/{id}/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a lead off until a moment; it comes back by itself
         * @description Its owner may do so as often as the form of the process "lead_waking" says; bringing the moment forward does not count. Needs the right `lead.update` on the record. Refuses with `lead.put_off_enough`, `lead.already_taken`, `lead.already_converted`, `lead.already_closed`.
         */
        post: operations["leads.put_off"];
        /**
         * Bring a waiting lead back to processing now
         * @description Needs the right `lead.update` on the record. Refuses with `lead.already_converted`, `lead.already_closed`.
         */
        delete: operations["leads.resume"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads/{id}/rejection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject a lead with a reason
         * @description Needs the right `lead.reject` on the record. Refuses with `lead.already_converted`, `lead.already_closed`.
         */
        post: operations["leads.reject"];
        /**
         * Open a rejected lead again
         * @description Needs the right `lead.reject` on the record. Refuses with `lead.already_converted`.
         */
        delete: operations["leads.reopen"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pipelines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Pipelines with their stages, and what these ask for
         * @description Needs the right `pipeline.read`.
         */
        get: operations["pipelines.list"];
        put?: never;
        /**
         * Add a pipeline; it begins with one stage
         * @description Needs the right `pipeline.update`.
         */
        post: operations["pipelines.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pipelines/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put pipelines in order
         * @description Needs the right `pipeline.update`.
         */
        put: operations["pipelines.order"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pipelines/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Rename a pipeline, or say what winning in it requires
         * @description Header `If-Match` with the version seen; other fields changed meanwhile merge. Needs the right `pipeline.update`. Refuses with `version_conflict`, `version_required`.
         */
        patch: operations["pipelines.update"];
        trace?: never;
    };
    "/api/pipelines/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a pipeline away
         * @description Needs the right `pipeline.update`. Refuses with `pipeline.archived`, `pipeline.last`, `stage.in_use`.
         */
        post: operations["pipelines.archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pipelines/{id}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a pipeline into use again
         * @description Needs the right `pipeline.update`.
         */
        post: operations["pipelines.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pipelines/{id}/stages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a stage behind the last one
         * @description Needs the right `pipeline.update`. Refuses with `pipeline.archived`.
         */
        post: operations["stages.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stages/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put stages of one pipeline in order
         * @description Needs the right `pipeline.update`.
         */
        put: operations["stages.order"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a stage and what it asks of records
         * @description Header `If-Match` with the version seen; other fields changed meanwhile merge. Needs the right `pipeline.update`. Refuses with `version_conflict`, `version_required`.
         */
        patch: operations["stages.update"];
        trace?: never;
    };
    "/api/stages/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a stage out of its pipeline
         * @description Needs the right `pipeline.update`. Refuses with `pipeline.last_stage`, `stage.in_use`.
         */
        post: operations["stages.archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Deals, the latest first
         * @description Needs the right `deal.read`.
         */
        get: operations["deals.list"];
        put?: never;
        /**
         * Make a deal
         * @description Needs the right `deal.create`.
         */
        post: operations["deals.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deals/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open deals by stage, with counts and sums in the base currency
         * @description Needs the right `deal.read`.
         */
        get: operations["deals.board"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deals/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open deals by the month they are expected in and by stage, in full and by probability
         * @description Needs the right `deal.read`.
         */
        get: operations["deals.forecast"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One deal
         * @description Needs the right `deal.read` on the record.
         */
        get: operations["deals.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change fields of a deal
         * @description Header `If-Match` with the version seen; other fields changed meanwhile merge. Needs the right `deal.update` on the record. Refuses with `version_conflict`, `version_required`, `deal.already_closed`, `deal.amount_from_lines`, `deal.currency_of_lines`.
         */
        patch: operations["deals.update"];
        trace?: never;
    };
    "/api/deals/{id}/stage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move a deal to a stage, filling in what that asks for
         * @description What is missing is named at `fields.<key>` and `checks.<id>`. With `If-Match` a move somebody else made meanwhile is not overwritten. Needs the right `deal.move` on the record. Refuses with `deal.already_closed`, `stage.requirements`, `stage.check_elsewhere`, `stage.transition_closed`, `stage.transition_not_yours`, `version_conflict`.
         */
        post: operations["deals.move"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deals/{id}/win": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Win a deal
         * @description Needs the right `deal.win` on the record. Refuses with `deal.already_closed`, `stage.requirements`, `stage.check_elsewhere`, `deal.win_from_last_only`, `deal.rate_required`.
         */
        post: operations["deals.win"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deals/{id}/lose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lose a deal, with the reason
         * @description Needs the right `deal.lose` on the record. Refuses with `deal.already_closed`.
         */
        post: operations["deals.lose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deals/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a closed deal again
         * @description Needs the right `deal.reopen` on the record. Refuses with `deal.not_closed`.
         */
        post: operations["deals.reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deals/{id}/ways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a deal may go from its stage, and what each way still asks for
         * @description Needs the right `deal.read` on the record.
         */
        get: operations["deals.ways"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deals/{id}/checks/{checkId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Tick an item of the checklist of the stage
         * @description Needs the right `deal.update` on the record. Refuses with `deal.already_closed`, `stage.check_elsewhere`.
         */
        put: operations["deals.tick"];
        post?: never;
        /**
         * Take a tick away again
         * @description Needs the right `deal.update` on the record. Refuses with `deal.already_closed`, `stage.check_elsewhere`.
         */
        delete: operations["deals.untick"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deals/{id}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who has which role in a deal, beside its main contact and company
         * @description Needs the right `deal.read` on the record.
         */
        get: operations["deals.people"];
        put?: never;
        /**
         * Give a contact or a company a role in a deal
         * @description Needs the right `deal.update` on the record. Refuses with `deal.role_taken`.
         */
        post: operations["deals.add_person"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deals/{id}/people/{personId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take the role away again
         * @description Needs the right `deal.update` on the record.
         */
        delete: operations["deals.remove_person"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deals/{id}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a deal sells: its lines, and their totals by VAT rate
         * @description Needs the right `deal.read` on the record.
         */
        get: operations["deals.lines"];
        /**
         * Write all lines of a deal; where there are any, they make its amount
         * @description Header `If-Match` with the deal's version seen; lines somebody else changed meanwhile are not overwritten. Each line is rounded to a minor unit, the tax is computed once for each rate. Needs the right `deal.update` on the record. Refuses with `version_conflict`, `version_required`, `deal.already_closed`, `product.archived`.
         */
        put: operations["deals.save_lines"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads/{id}/conversion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a conversion of the lead would make, and whom we may know already
         * @description Needs the right `lead.read` on the record.
         */
        get: operations["leads.propose_conversion"];
        put?: never;
        /**
         * Turn a lead into a contact, a company and a deal
         * @description Whichever of the three are given, at least one; a card with `id` is an existing one, taken as it is. Needs the right `lead.convert` on the record. Refuses with `lead.already_converted`, `lead.already_closed`, `lead.nothing_to_make`.
         */
        post: operations["leads.convert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lost-reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The reasons one may choose from when a deal is lost
         * @description Needs the right `pipeline.read`.
         */
        get: operations["lost_reasons.list"];
        put?: never;
        /**
         * Add a reason for losing
         * @description Needs the right `pipeline.update`.
         */
        post: operations["lost_reasons.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lost-reasons/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put reasons for losing in order
         * @description Needs the right `pipeline.update`.
         */
        put: operations["lost_reasons.order"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lost-reasons/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a reason off the list
         * @description Needs the right `pipeline.update`.
         */
        delete: operations["lost_reasons.archive"];
        options?: never;
        head?: never;
        /**
         * Rename a reason for losing
         * @description Header `If-Match` with the version seen; other fields changed meanwhile merge. Needs the right `pipeline.update`. Refuses with `version_conflict`, `version_required`.
         */
        patch: operations["lost_reasons.update"];
        trace?: never;
    };
    "/api/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Kinds of record of the company’s own, as far as the caller may read their records
         * @description Needs the right `kind.read`.
         */
        get: operations["kinds.list"];
        put?: never;
        /**
         * Add a kind of record; it begins with a pipeline of one stage
         * @description Its fields are added under /api/settings/fields, its stages under /api/pipelines, both by its key. Needs the right `kind.update`. Refuses with `kind.too_many`, `kind.bad_pattern`.
         */
        post: operations["kinds.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kinds/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put kinds in order
         * @description Needs the right `kind.update`.
         */
        put: operations["kinds.order"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kinds/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One kind
         * @description Needs the right `kind.read`.
         */
        get: operations["kinds.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change what a kind is called, how its records are numbered and filed, and who may do what with them
         * @description Header `If-Match` with the version seen; other fields changed meanwhile merge. Needs the right `kind.update`. Refuses with `kind.bad_pattern`, `version_conflict`, `version_required`.
         */
        patch: operations["kinds.update"];
        trace?: never;
    };
    "/api/kinds/{key}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a kind away: its records stay, nobody makes new ones
         * @description Needs the right `kind.update`.
         */
        post: operations["kinds.archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kinds/{key}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a kind into use again
         * @description Needs the right `kind.update`.
         */
        post: operations["kinds.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Records of a kind of the company’s own, the latest first
         * @description Anyone signed in.
         */
        get: operations["records.list"];
        put?: never;
        /**
         * Make a record of a kind; its number is the next one
         * @description Anyone signed in. Refuses with `kind.archived`, `stage.requirements`.
         */
        post: operations["records.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{kind}/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Records of a pipeline as columns of stages
         * @description Anyone signed in.
         */
        get: operations["records.board"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{kind}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One record, with what the caller may do with it
         * @description Needs the right `record.read` on the record.
         */
        get: operations["records.get"];
        put?: never;
        post?: never;
        /**
         * Delete a record; it can be brought back
         * @description Needs the right `record.delete` on the record.
         */
        delete: operations["records.archive"];
        options?: never;
        head?: never;
        /**
         * Change fields of a record
         * @description Header `If-Match` with the version seen; other fields changed meanwhile merge. Needs the right `record.update` on the record. Refuses with `version_conflict`, `version_required`, `record.archived`.
         */
        patch: operations["records.update"];
        trace?: never;
    };
    "/api/records/{kind}/{id}/stage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move a record to a stage, filling in what that asks for
         * @description What is missing is named at `fields.<key>` and `checks.<id>`. With `If-Match` a move somebody else made meanwhile is not overwritten. Needs the right `record.update` on the record. Refuses with `record.archived`, `stage.requirements`, `stage.check_elsewhere`, `stage.transition_closed`, `stage.transition_not_yours`, `version_conflict`.
         */
        post: operations["records.move"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{kind}/{id}/ways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a record may go from its stage, and what each way still asks for
         * @description Needs the right `record.read` on the record.
         */
        get: operations["records.ways"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{kind}/{id}/checks/{checkId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Tick an item of the checklist of the stage
         * @description Needs the right `record.update` on the record. Refuses with `record.archived`, `stage.check_elsewhere`.
         */
        put: operations["records.tick"];
        post?: never;
        /**
         * Take a tick away again
         * @description Needs the right `record.update` on the record. Refuses with `record.archived`, `stage.check_elsewhere`.
         */
        delete: operations["records.untick"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{kind}/{id}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring back a record that was deleted
         * @description Needs the right `record.delete` on the record.
         */
        post: operations["records.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/distribution/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What rules of distribution can ask of a request
         * @description Needs the right `distribution_rule.read`.
         */
        get: operations["distribution.fields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/distribution/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rules of distribution, read from the top; the first that fits and has somebody decides
         * @description Needs the right `distribution_rule.update`.
         */
        get: operations["distribution_rules.list"];
        put?: never;
        /**
         * Add a rule of distribution below the others
         * @description Needs the right `distribution_rule.update`. Refuses with `filter.unknown_field`, `filter.value`, `filter.too_long`, `distribution.too_many`.
         */
        post: operations["distribution_rules.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/distribution/rules/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put rules of distribution in order
         * @description Needs the right `distribution_rule.update`.
         */
        put: operations["distribution_rules.order"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/distribution/rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a rule of distribution off the table
         * @description Needs the right `distribution_rule.update`.
         */
        delete: operations["distribution_rules.archive"];
        options?: never;
        head?: never;
        /**
         * Change a rule of distribution, switch it on or off
         * @description Header `If-Match` with the version seen; other fields changed meanwhile merge. Needs the right `distribution_rule.update`. Refuses with `version_conflict`, `version_required`, `filter.unknown_field`, `filter.value`, `filter.too_long`.
         */
        patch: operations["distribution_rules.update"];
        trace?: never;
    };
    "/api/distribution/simulation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the rules would have said of the requests of the last days
         * @description Needs the right `distribution_rule.update`.
         */
        get: operations["distribution.simulate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tasks by due date; those done by when they were, the latest first
         * @description Needs the right `task.read`.
         */
        get: operations["tasks.list"];
        put?: never;
        /**
         * Set a task
         * @description Needs the right `task.create`.
         */
        post: operations["tasks.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many open tasks are late, due today, coming
         * @description Needs the right `task.read`.
         */
        get: operations["tasks.counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Requests waiting for somebody to accept them, open to the caller
         * @description Needs the right `task.read`.
         */
        get: operations["tasks.claims"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One task, and what the caller may do with it
         * @description Needs the right `task.read` on the record.
         */
        get: operations["tasks.get"];
        put?: never;
        post?: never;
        /**
         * Withdraw a task a person set
         * @description Needs the right `task.update` on the record. Refuses with `task.already_completed`, `task.belongs_to_process`.
         */
        delete: operations["tasks.cancel"];
        options?: never;
        head?: never;
        /**
         * Change a task: words, date, person
         * @description With `If-Match` what somebody else changed meanwhile is not overwritten; other fields merge. Needs the right `task.update` on the record. Refuses with `task.already_completed`, `task.words_of_process`, `version_conflict`.
         */
        patch: operations["tasks.update"];
        trace?: never;
    };
    "/api/tasks/{id}/completion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tick a task off
         * @description Needs the right `task.complete` on the record. Refuses with `task.already_completed`, `task.is_claim`, `task.done_by_record`, `task.checklist_open`.
         */
        post: operations["tasks.complete"];
        /**
         * Take back the tick, or the withdrawal, of a task a person set
         * @description Needs the right `task.complete` on the record. Refuses with `task.process_went_on`.
         */
        delete: operations["tasks.reopen"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a task offered to several people; the first one gets it
         * @description Needs the right `task.read` on the record. Refuses with `lead.already_taken`, `task.not_candidate`, `task.withdrawn`, `task.not_claim`.
         */
        post: operations["tasks.claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{id}/delegation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a task on to somebody else, with a word
         * @description Needs the right `task.delegate` on the record. Refuses with `task.already_completed`, `task.is_claim`, `version_conflict`.
         */
        post: operations["tasks.delegate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{id}/reminder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remind whoever a task waits for; once in an hour
         * @description Needs the right `task.update` on the record. Refuses with `task.already_completed`, `notification.no_recipient`.
         */
        post: operations["tasks.remind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{id}/acknowledgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that one knows of a task somebody else gave
         * @description Needs the right `task.complete` on the record. Refuses with `task.already_completed`, `task.not_given`.
         */
        post: operations["tasks.acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{id}/watchers/{employeeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Have somebody told of a task: oneself, or others by those who may change it
         * @description Needs the right `task.read` on the record.
         */
        put: operations["tasks.watch"];
        post?: never;
        /**
         * Have somebody told of a task no longer
         * @description Needs the right `task.read` on the record.
         */
        delete: operations["tasks.unwatch"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{id}/checklist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * The whole checklist in its order; items named by their id stay ticked
         * @description Needs the right `task.update` on the record. Refuses with `task.already_completed`, `version_conflict`.
         */
        put: operations["tasks.set_checklist"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{id}/checklist/{itemId}/tick": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Tick an item of the checklist
         * @description Needs the right `task.complete` on the record. Refuses with `task.already_completed`.
         */
        put: operations["tasks.tick_item"];
        post?: never;
        /**
         * Take the tick of an item back
         * @description Needs the right `task.complete` on the record. Refuses with `task.already_completed`.
         */
        delete: operations["tasks.untick_item"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caller's own notifications, newest first
         * @description Anyone signed in.
         */
        get: operations["notifications.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark notifications as read; without ids all of them
         * @description Anyone signed in.
         */
        post: operations["notifications.read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Meetings, calls and tasks with a date of some people within a time of at most 62 days
         * @description Needs the right `appointment.read`.
         */
        get: operations["calendar.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/appointments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Arrange a meeting or a call
         * @description Needs the right `appointment.create`.
         */
        post: operations["appointments.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/appointments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One meeting or call, and what the caller may do with it
         * @description Needs the right `appointment.read` on the record.
         */
        get: operations["appointments.get"];
        put?: never;
        post?: never;
        /**
         * Call a meeting or a call off
         * @description Needs the right `appointment.cancel` on the record.
         */
        delete: operations["appointments.cancel"];
        options?: never;
        head?: never;
        /**
         * Change a meeting or a call, move it, ask others to it
         * @description Needs `If-Match` with the version seen; 409 only when the same field was changed meanwhile. Needs the right `appointment.update` on the record. Refuses with `appointment.cancelled`, `version_conflict`.
         */
        patch: operations["appointments.update"];
        trace?: never;
    };
    "/api/appointments/{id}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring back what was called off
         * @description Needs the right `appointment.cancel` on the record.
         */
        post: operations["appointments.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendar/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the caller’s calendar can be read by a secret address, and since when
         * @description Anyone signed in.
         */
        get: operations["calendar.feed"];
        put?: never;
        /**
         * A new secret address of the caller’s calendar, told this once; the former one is void
         * @description Anyone signed in.
         */
        post: operations["calendar.open_feed"];
        /**
         * Void the secret address
         * @description Anyone signed in.
         */
        delete: operations["calendar.close_feed"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find records by words, fragments, telephone digits or NIP
         * @description At least 2 characters, of which two alone must begin a word; Polish diacritics do not matter. At most 20 hits, the newest records first, each one the caller may read. Anyone signed in.
         */
        get: operations["search.find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/mail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The mail server; its password never comes out
         * @description Needs the right `mail_settings.read`.
         */
        get: operations["mail.settings"];
        /**
         * Set the mail server
         * @description Without `password` the saved one stays, unless the host changes. Needs the right `mail_settings.update`. Refuses with `version_conflict`, `mail.password_again`, `mail.ca_unreadable`.
         */
        put: operations["mail.change_settings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/mail/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test mail now and say how it went
         * @description Needs the right `mail_settings.update`. Refuses with `mail.not_set_up`.
         */
        post: operations["mail.test_settings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/outgoing-mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Mails Tok sent or is to send, newest first
         * @description Needs the right `outgoing_mail.read`.
         */
        get: operations["mail.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/outgoing-mails/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One mail with its text
         * @description Needs the right `outgoing_mail.read` on the record.
         */
        get: operations["mail.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/outgoing-mails/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a failed or kept mail again
         * @description Needs the right `outgoing_mail.send` on the record. Refuses with `mail.not_set_up`, `mail.not_waiting`.
         */
        post: operations["mail.retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/outgoing-mails/send-kept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the mails kept within the last 24 hours while no server was set
         * @description Needs the right `outgoing_mail.send`. Refuses with `mail.not_set_up`.
         */
        post: operations["mail.send_kept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchanges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Telephone exchanges and how they are heard; their secrets never come out
         * @description Needs the right `exchange.read`.
         */
        get: operations["exchanges.list"];
        put?: never;
        /**
         * Set up an exchange: one that posts its events, or an Asterisk that is connected to
         * @description Needs the right `exchange.manage`.
         */
        post: operations["exchanges.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchanges/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change an exchange
         * @description Needs the right `exchange.manage`. Refuses with `version_conflict`, `version_required`, `exchange.password_again`.
         */
        patch: operations["exchanges.update"];
        trace?: never;
    };
    "/api/exchanges/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Listen to it no more; its calls stay
         * @description Needs the right `exchange.manage`.
         */
        post: operations["exchanges.archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchanges/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new secret for what it posts; the former one is void at once
         * @description Needs the right `exchange.manage`.
         */
        post: operations["exchanges.renew_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchanges/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Connect to an Asterisk, sign in and out again, and say how it went
         * @description Needs the right `exchange.manage`. Refuses with `exchange.not_connected_to`.
         */
        post: operations["exchanges.check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchanges/{id}/try-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ring as if somebody called: a simulated Asterisk plays the call over its own protocol
         * @description Answers once it rings. Everything that follows from a call follows: cards, tasks, notices. Needs the right `exchange.manage`.
         */
        post: operations["exchanges.try_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchanges/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What an exchange tells of its calls
         * @description For exchanges and their scripts, not for people. The secret of the exchange as `Authorization: Bearer`, or `Tok-Signature: t=<unix seconds>,v1=<hex>` with the HMAC-SHA256 of "<unix seconds>.<body>"; a signature is taken once (409 `exchange.replayed`) and within five minutes. The same event told again changes nothing, so whatever was not answered with 2xx or 409 is to be sent again. Open to everybody. Refuses with `exchange.signature`, `exchange.too_old`, `exchange.replayed`.
         */
        post: operations["exchanges.events"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchanges/{id}/recordings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The sound of a call, as a file (WAV, MP3, Ogg or MP4)
         * @description For exchanges and their scripts: `Authorization: Bearer` with the secret of the exchange. Open to everybody. Refuses with `exchange.signature`, `not_found`, `file.too_big`, `call.not_a_sound`.
         */
        post: operations["exchanges.recording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calls, newest first; missed ones to call back by what is due first, one for each number
         * @description Needs the right `call.read`.
         */
        get: operations["calls.list"];
        put?: never;
        /**
         * Ring the caller’s own telephone and then this number
         * @description Needs the right `call.dial`. Refuses with `call.cannot_dial`, `call.not_dialled`.
         */
        post: operations["calls.dial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls/now": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What rings at the caller’s telephone or is spoken there, and whether he or she can dial from Tok
         * @description Needs the right `call.read`.
         */
        get: operations["calls.now"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One call
         * @description Open to whoever may read one of the records it belongs to, too. Anyone signed in.
         */
        get: operations["calls.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * The note of a call, and what it was about
         * @description Needs the right `call.update` on the record. Refuses with `version_conflict`, `version_required`.
         */
        patch: operations["calls.update"];
        trace?: never;
    };
    "/api/calls/{id}/called-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that a missed call, with all others from its number, needs no calling back any more
         * @description Needs the right `call.update` on the record. Refuses with `call.not_missed`.
         */
        post: operations["calls.settle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls/{id}/recording": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The sound of a call; takes Range
         * @description Open to whoever may read the call or one of the records it belongs to. Anyone signed in.
         */
        get: operations["calls.recording"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{kind}/{id}/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calls with a person or company, or about a lead or deal, newest first
         * @description Anyone signed in.
         */
        get: operations["calls.of_record"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channel-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Mailboxes, numbers and bots by which customers are reached and reach us; secrets never come out
         * @description Needs the right `channel_account.read`.
         */
        get: operations["channel_accounts.list"];
        put?: never;
        /**
         * Set up an account of a channel
         * @description Needs the right `channel_account.create`. Refuses with `channel.address_taken`, `channel.shared_or_personal`.
         */
        post: operations["channel_accounts.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channel-accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One account of a channel
         * @description Needs the right `channel_account.read` on the record.
         */
        get: operations["channel_accounts.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change an account; secrets left out stay, unless it changes to whom they are handed
         * @description Needs the right `channel_account.update` on the record. Refuses with `version_conflict`, `version_required`, `channel.secret_again`, `channel.address_taken`.
         */
        patch: operations["channel_accounts.change"];
        trace?: never;
    };
    "/api/channel-accounts/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an account out of use; its conversations stay
         * @description Needs the right `channel_account.update` on the record.
         */
        post: operations["channel_accounts.archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channel-accounts/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with these settings now, save nothing, and say how it went
         * @description Needs the right `channel_account.create`.
         */
        post: operations["channel_accounts.check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Conversations with customers over every channel; those that wait for an answer by how long they wait
         * @description Needs the right `conversation.read`.
         */
        get: operations["conversations.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One conversation
         * @description Needs the right `conversation.read` on the record.
         */
        get: operations["conversations.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The messages of a conversation, newest first
         * @description Needs the right `conversation.read` on the record.
         */
        get: operations["conversations.messages"];
        put?: never;
        /**
         * Answer in a conversation
         * @description Needs the right `conversation.write` on the record. Refuses with `message.no_recipient`, `message.no_account`.
         */
        post: operations["conversations.answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a conversation to somebody, or to nobody
         * @description Needs the right `conversation.assign` on the record.
         */
        post: operations["conversations.assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * No answer is needed any more; the next message of the other side opens it again
         * @description Needs the right `conversation.write` on the record.
         */
        post: operations["conversations.close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a closed conversation again
         * @description Needs the right `conversation.write` on the record.
         */
        post: operations["conversations.reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{id}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * File a conversation under a record
         * @description Needs the right `conversation.write` on the record.
         */
        post: operations["conversations.file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{id}/links/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a conversation out of a record
         * @description Needs the right `conversation.write` on the record.
         */
        post: operations["conversations.unfile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customer-messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write to a customer
         * @description Needs the right `conversation.write`. Refuses with `message.no_recipient`, `message.no_account`, `message.one_recipient`.
         */
        post: operations["customer_messages.write"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customer-messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One message
         * @description Needs the right `conversation.read` on the record.
         */
        get: operations["customer_messages.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customer-messages/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call back a message that has not left yet
         * @description Needs the right `conversation.write` on the record. Refuses with `message.left_already`.
         */
        post: operations["customer_messages.cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customer-messages/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a failed message again
         * @description Needs the right `conversation.write` on the record. Refuses with `message.not_failed`.
         */
        post: operations["customer_messages.retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customer-messages/{id}/files/{position}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A file of a message, to keep
         * @description Needs the right `conversation.read` on the record.
         */
        get: operations["customer_messages.file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Cases of all processes about records one may read: where each stands, for whom it waits, since when, how late
         * @description Those that are late or stopped by an incident come by how long they are, the longest first; others as they began, the last first. Needs the right `process.read`.
         */
        get: operations["processes.cases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many cases a filter finds in each state
         * @description Needs the right `process.read`.
         */
        get: operations["processes.case_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/processes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Processes with their running, late and faulty cases
         * @description Needs the right `process.read`.
         */
        get: operations["processes.list"];
        put?: never;
        /**
         * Switch on a model as the next version of a process; running cases stay with theirs
         * @description Needs the right `process.deploy`. Refuses with `process.definition_invalid`, `process.key_shipped`.
         */
        post: operations["processes.deploy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/processes/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One process: model, sentences with blanks, settings, tokens on its elements
         * @description Needs the right `process.read`.
         */
        get: operations["processes.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/processes/{key}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Fill the blanks of a shipped process; counts from the next wait on
         * @description Needs the right `process.change`.
         */
        put: operations["processes.change_settings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/processes/{key}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start no new cases of a process; running ones go on
         * @description Needs the right `process.change`.
         */
        post: operations["processes.pause"];
        /**
         * Let a paused process start cases again
         * @description Needs the right `process.change`.
         */
        delete: operations["processes.switch_on"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{kind}/{id}/processes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Cases about one record: where each stands, for whom it waits, since when
         * @description Anyone signed in.
         */
        get: operations["processes.of_record"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instances/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One case with its model and its way so far
         * @description Anyone signed in.
         */
        get: operations["processes.instance"];
        put?: never;
        post?: never;
        /**
         * End a running case; its tasks are withdrawn
         * @description Needs the right `process.steer`. Refuses with `process.not_running`.
         */
        delete: operations["processes.cancel_instance"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Steps that could not be done and wait for a person
         * @description Needs the right `process.steer`.
         */
        get: operations["processes.incidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/resolution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry the step, skip it, or end the case
         * @description Needs the right `process.steer`. Refuses with `process.incident_resolved`, `process.not_running`.
         */
        post: operations["processes.resolve_incident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/beat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Heartbeat of the processes: last seen, running cases, lateness
         * @description Anyone signed in.
         */
        get: operations["processes.beat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What is wrong or doubtful about a model of BPMN, element by element
         * @description Needs the right `process.start`.
         */
        post: operations["processes.check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/processes/{key}/instances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a case by hand, about a record or about none
         * @description Needs the right `process.start`. Refuses with `process.start_event_unknown`.
         */
        post: operations["processes.start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/processes/{key}/guard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * How many cases may begin within an hour before a person is asked
         * @description Needs the right `process.change`.
         */
        put: operations["processes.set_guard"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/processes/{key}/held-starts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let the starts that the guard holds begin, or throw them away
         * @description Needs the right `process.change`. Refuses with `process.not_held`.
         */
        post: operations["processes.decide_held_starts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A message to the case that has waited longest for it, else to a process it starts, else kept for one
         * @description Needs the right `process.publish`.
         */
        post: operations["processes.publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/signals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A signal to every case that waits for it now and every process it starts
         * @description Needs the right `process.publish`.
         */
        post: operations["processes.broadcast"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instances/{id}/suspension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hold a case still: its timers do not fire, its events wait
         * @description Needs the right `process.steer`. Refuses with `process.not_running`.
         */
        post: operations["processes.suspend_instance"];
        /**
         * Let a case go on; it hears what it missed
         * @description Needs the right `process.steer`. Refuses with `process.not_suspended`.
         */
        delete: operations["processes.resume_instance"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instances/{id}/tokens/{token}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a token of a case on another element
         * @description Needs the right `process.steer`. Refuses with `process.not_running`, `process.meets_nothing`.
         */
        post: operations["processes.move_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instances/{id}/variables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Put variables of a case right
         * @description Needs the right `process.steer`. Refuses with `process.not_running`, `process.meets_nothing`.
         */
        patch: operations["processes.set_variables"];
        trace?: never;
    };
    "/api/case-actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was asked for many cases, and how far it is
         * @description Needs the right `process.steer`.
         */
        get: operations["processes.bulks"];
        put?: never;
        /**
         * Do something to many cases: retry, skip, move, set variables, suspend, resume, cancel
         * @description Needs the right `process.steer`.
         */
        post: operations["processes.start_bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/case-actions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Stop what is being done to many cases; what is done stays done
         * @description Needs the right `process.steer`.
         */
        delete: operations["processes.stop_bulk"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stage-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rules of stages: what follows when a deal comes to a stage, leaves it or stays there
         * @description Needs the right `process.read`.
         */
        get: operations["stage_rules.list"];
        put?: never;
        /**
         * Add a rule; it holds from now on
         * @description Its process is paused and switched on by its `key`, as any other. Needs the right `process.change`.
         */
        post: operations["stage_rules.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stage-rules/trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a rule would have done in the last 30 days; nothing is written
         * @description The condition is asked of the deals as they are today. Needs the right `process.change`.
         */
        post: operations["stage_rules.try"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stage-rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One rule
         * @description Needs the right `process.read`.
         */
        get: operations["stage_rules.get"];
        /**
         * Change a rule; its cases that run go on as they began
         * @description Header `If-Match` with the version seen; other fields changed meanwhile merge. Needs the right `process.change`. Refuses with `version_conflict`, `version_required`.
         */
        put: operations["stage_rules.update"];
        post?: never;
        /**
         * Put a rule away; its cases that run come to their end
         * @description Needs the right `process.change`.
         */
        delete: operations["stage_rules.archive"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Views of a list: the caller’s own and those shared with him or her
         * @description Needs the right `view.read`.
         */
        get: operations["views.list"];
        put?: never;
        /**
         * Keep a filter, an order and columns under a name
         * @description Needs the right `view.create`. Refuses with `view.too_many`.
         */
        post: operations["views.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a view
         * @description Needs the right `view.read` on the record.
         */
        delete: operations["views.delete"];
        options?: never;
        head?: never;
        /**
         * Rename, share or change a view
         * @description Header `If-Match` with the version seen. Needs the right `view.read` on the record. Refuses with `version_conflict`, `version_required`.
         */
        patch: operations["views.update"];
        trace?: never;
    };
    "/api/views/default": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * What the caller’s list of a kind opens with; null: as it comes
         * @description Needs the right `view.create`.
         */
        put: operations["views.make_default"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bulk-edits/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How many records a filter finds, before something is done to them
         * @description Needs the right `bulk_edit.create`.
         */
        post: operations["bulk_edits.count"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bulk-edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Do something to many records, named or found by a filter; each with the caller’s rights on it
         * @description Needs the right `bulk_edit.create`. Refuses with `bulk_edit.too_many`, `bulk_edit.nothing`.
         */
        post: operations["bulk_edits.start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bulk-edits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far it has come, and what was refused and why
         * @description Needs the right `bulk_edit.read` on the record.
         */
        get: operations["bulk_edits.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bulk-edits/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop it; what is done stays done
         * @description Needs the right `bulk_edit.read` on the record.
         */
        post: operations["bulk_edits.stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A list as a file: just what its filter, order and columns show to the caller
         * @description Streamed. CSV is UTF-8 with a byte-order mark, semicolons and decimal commas, as Excel in Polish opens it; what a spreadsheet would run as a formula has an apostrophe before it. A workbook (xlsx) has dates, numbers and yes or no as such; words are never a formula; what does not fit into one sheet goes on in the next. Needs the right `export.create`.
         */
        get: operations["lists.export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Files the caller brought in lately
         * @description Needs the right `import.read`.
         */
        get: operations["imports.list"];
        put?: never;
        /**
         * Send in a file of records; nothing is written of it yet
         * @description The body is the file (application/octet-stream): CSV in UTF-8 or Windows-1250, with a comma, a semicolon or a tab between its columns, of at most 500 MB; or a workbook (xlsx) of at most 150 MB, of which the first sheet that is not empty is read. Needs the right `import.create`. Refuses with `file.too_big`, `import.empty`, `import.not_text`, `import.not_workbook`, `import.quotes`, `import.too_many_columns`, `import.workbook_locked`, `import.workbook_old`, `import.workbook_too_big`, `unsupported_media_type`.
         */
        post: operations["imports.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A file brought in: its first rows, how far it has come, what was refused and why
         * @description Needs the right `import.read` on the record.
         */
        get: operations["imports.get"];
        put?: never;
        post?: never;
        /**
         * Give up a file of which nothing was written
         * @description Needs the right `import.read` on the record. Refuses with `import.phase`.
         */
        delete: operations["imports.discard"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/format": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Read the file in another encoding or by another delimiter
         * @description Needs the right `import.read` on the record. Refuses with `import.phase`, `import.file_gone`, `import.quotes`, `import.too_many_columns`, `import.empty`, `import.workbook_format`.
         */
        put: operations["imports.format"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose what fills which field, and have every row checked; nothing is written of it
         * @description Needs the right `import.read` on the record. Refuses with `import.phase`, `import.file_gone`.
         */
        post: operations["imports.check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write what was checked, in the background
         * @description Needs the right `import.read` on the record. Refuses with `import.phase`, `import.file_gone`.
         */
        post: operations["imports.start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop it; what is written stays written, and can be undone
         * @description Needs the right `import.read` on the record. Refuses with `import.phase`.
         */
        post: operations["imports.stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back what it made and changed, except for what somebody or a process has worked on since
         * @description Needs the right `import.read` on the record. Refuses with `import.phase`.
         */
        post: operations["imports.undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rows refused as a CSV file, each with the reason in a last column
         * @description Needs the right `import.read` on the record.
         */
        get: operations["imports.errors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in, where, and what he or she may do
         * @description Anyone signed in.
         */
        get: operations["workplace.me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/my-day": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything "My day" shows
         * @description Anyone signed in.
         */
        get: operations["workplace.my_day"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Requests: those that wait to be accepted, those taken within a week, those the caller handles
         * @description Anyone signed in.
         */
        get: operations["workplace.requests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Numbers beside the navigation
         * @description Anyone signed in.
         */
        get: operations["workplace.counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colleagues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People who can be given a record or a task
         * @description Anyone signed in.
         */
        get: operations["workplace.colleagues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{kind}/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that happened to a record, newest first, each automatic change with its reason
         * @description Anyone signed in.
         */
        get: operations["workplace.timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{kind}/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a note to a record
         * @description Anyone signed in.
         */
        post: operations["workplace.add_note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take back one's own note
         * @description Anyone signed in.
         */
        delete: operations["workplace.delete_note"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notes/{id}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring back one's own note that was taken back
         * @description Anyone signed in.
         */
        post: operations["workplace.restore_note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The event log, newest first: who, when, what, from which value to which, by which process and version
         * @description A page looks at 20,000 events at most: it may hold few or none and still name a next one; the end is where there is none. Needs the right `audit.read`.
         */
        get: operations["audit.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The event log as CSV, as its filter finds it: a line for each value that changed
         * @description Needs the right `audit.read`.
         */
        get: operations["audit.export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/seals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far the log is sealed: the last seal, and what waits for the next one
         * @description Needs the right `audit.read`.
         */
        get: operations["audit.seals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare the log with its seals, some at once; what was changed, removed, added or swapped is named
         * @description Needs the right `audit.read`.
         */
        get: operations["audit.verify"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Absence: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            employeeId: string;
            employeeName: string;
            from: string;
            to: string;
            substituteId: string | null;
            substituteName: string | null;
            note: string;
            removable: boolean;
        };
        AbsenceInput: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            employeeId: string;
            employeeName: string;
            from: string;
            to: string;
            substituteId: string | null;
            substituteName: string | null;
            note: string;
            removable: boolean;
        };
        AmiSettings: {
            host: string;
            /** @default 5038 */
            port: number;
            user: string;
            /**
             * @description the telephone that is rung first when somebody presses a number
             * @default PJSIP/{extension}
             */
            dialChannel: string & (unknown & unknown);
            /**
             * @description where the number is dialled then
             * @default from-internal
             */
            dialContext: string & (unknown & unknown);
        };
        AmiSettingsInput: {
            host: string;
            /** @default 5038 */
            port: number;
            user: string;
            /**
             * @description the telephone that is rung first when somebody presses a number
             * @default PJSIP/{extension}
             */
            dialChannel: string & (unknown & unknown);
            /**
             * @description where the number is dialled then
             * @default from-internal
             */
            dialContext: string & (unknown & unknown);
        };
        ApiToken: {
            /** Format: uuid */
            id: string;
            name: string;
            createdAt: string;
            lastUsedAt: string | null;
        };
        ApiTokenInput: {
            /** Format: uuid */
            id: string;
            name: string;
            createdAt: string;
            lastUsedAt: string | null;
        };
        Appointment: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "meeting" | "call";
            /** @enum {string} */
            status: "planned" | "cancelled";
            title: string;
            body: string;
            place: string;
            startsAt: string;
            endsAt: string;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            employees: {
                /** Format: uuid */
                id: string;
                name: string;
            }[];
            contacts: {
                /** Format: uuid */
                id: string;
                name: string;
            }[];
            subject: {
                kind: string;
                /** Format: uuid */
                id: string;
                title: string;
            } | null;
            /** @description null: as the process of reminders says */
            remindBefore: string[] | null;
            version: number;
        };
        AppointmentInput: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "meeting" | "call";
            /** @enum {string} */
            status: "planned" | "cancelled";
            title: string;
            body: string;
            place: string;
            startsAt: string;
            endsAt: string;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            employees: {
                /** Format: uuid */
                id: string;
                name: string;
            }[];
            contacts: {
                /** Format: uuid */
                id: string;
                name: string;
            }[];
            subject: {
                kind: string;
                /** Format: uuid */
                id: string;
                title: string;
            } | null;
            /** @description null: as the process of reminders says */
            remindBefore: string[] | null;
            version: number;
        };
        BulkEdit: {
            /** Format: uuid */
            id: string;
            /** @description lead, deal, contact, company, or the key of a kind of the company’s own */
            kind: string;
            action: {
                [key: string]: unknown;
            };
            total: number;
            changed: number;
            unchanged: number;
            refused: number;
            createdAt: string;
            finishedAt: string | null;
            stopped: boolean;
            /** @description the first hundred refused, and why */
            refusals: {
                /** Format: uuid */
                id: string;
                name: string | null;
                code: string;
                params: {
                    [key: string]: unknown;
                } | null;
            }[];
        };
        BulkEditInput: {
            /** Format: uuid */
            id: string;
            /** @description lead, deal, contact, company, or the key of a kind of the company’s own */
            kind: string;
            action: {
                [key: string]: unknown;
            };
            total: number;
            changed: number;
            unchanged: number;
            refused: number;
            createdAt: string;
            finishedAt: string | null;
            stopped: boolean;
            /** @description the first hundred refused, and why */
            refusals: {
                /** Format: uuid */
                id: string;
                name: string | null;
                code: string;
                params: {
                    [key: string]: unknown;
                } | null;
            }[];
        };
        Call: {
            /** Format: uuid */
            id: string;
            exchange: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** @enum {string} */
            direction: "in" | "out";
            /** @description E.164; null: withheld */
            number: string | null;
            extension: string | null;
            employee: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            /** @description whose telephones rang */
            rungIds: string[];
            departmentId: string | null;
            /** @enum {string} */
            state: "ringing" | "answered" | "missed" | "ended";
            startedAt: string;
            answeredAt: string | null;
            endedAt: string | null;
            /** @description how long they talked */
            seconds: number | null;
            /** @description its end was not told; Tok closed it */
            endUnheard: boolean;
            contact: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            company: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            lead: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            deal: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            note: string;
            recording: {
                type: string;
                size: number;
            } | null;
            callBackDueAt: string | null;
            calledBackAt: string | null;
            calledBackBy: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            version: number;
        };
        CallInput: {
            /** Format: uuid */
            id: string;
            exchange: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** @enum {string} */
            direction: "in" | "out";
            /** @description E.164; null: withheld */
            number: string | null;
            extension: string | null;
            employee: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            /** @description whose telephones rang */
            rungIds: string[];
            departmentId: string | null;
            /** @enum {string} */
            state: "ringing" | "answered" | "missed" | "ended";
            startedAt: string;
            answeredAt: string | null;
            endedAt: string | null;
            /** @description how long they talked */
            seconds: number | null;
            /** @description its end was not told; Tok closed it */
            endUnheard: boolean;
            contact: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            company: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            lead: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            deal: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            note: string;
            recording: {
                type: string;
                size: number;
            } | null;
            callBackDueAt: string | null;
            calledBackAt: string | null;
            calledBackBy: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            version: number;
        };
        ChannelAccount: {
            /** Format: uuid */
            id: string;
            channel: string;
            name: string;
            address: string;
            /** @description without secrets */
            settings: {
                [key: string]: unknown;
            };
            secretsSet: string[];
            department: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            /** @enum {string} */
            unknownBecomes: "lead" | "nothing";
            active: boolean;
            trouble: {
                code: string;
                /** @description in the reader’s language */
                words: string;
                detail: string;
                since: string;
            } | null;
            /** @description where the provider posts to */
            webhookUrl: string | null;
            /** @description a node of Tok listens now */
            receiving: boolean;
            version: number;
            createdAt: string;
        };
        ChannelAccountInput: {
            /** Format: uuid */
            id: string;
            channel: string;
            name: string;
            address: string;
            /** @description without secrets */
            settings: {
                [key: string]: unknown;
            };
            secretsSet: string[];
            department: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            /** @enum {string} */
            unknownBecomes: "lead" | "nothing";
            active: boolean;
            trouble: {
                code: string;
                /** @description in the reader’s language */
                words: string;
                detail: string;
                since: string;
            } | null;
            /** @description where the provider posts to */
            webhookUrl: string | null;
            /** @description a node of Tok listens now */
            receiving: boolean;
            version: number;
            createdAt: string;
        };
        Claim: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "task" | "claim";
            /** @enum {string} */
            status: "open" | "done" | "cancelled";
            title: string;
            titleParams: {
                [key: string]: unknown;
            } | null;
            body: string;
            assignee: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            subject: {
                kind: string;
                /** Format: uuid */
                id: string;
                title: string;
            } | null;
            dueAt: string | null;
            /** @description null: as the process of reminders says */
            remindBefore: string[] | null;
            /** @enum {string} */
            priority: "low" | "normal" | "high";
            repeat: {
                /** @enum {string} */
                freq: "daily" | "weekdays" | "weekly" | "monthly" | "yearly";
                /** @default 1 */
                interval: number;
                /**
                 * @description the last day it may fall on
                 * @default null
                 */
                until: string | null;
                /**
                 * @description how many there are in all
                 * @default null
                 */
                count: number | null;
            } | null;
            /** @description who set it */
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            /** @description who gave it on last */
            delegatedBy: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            acknowledgedAt: string | null;
            /** @description true: done only once every item is */
            checklistRequired: boolean;
            checklistDone: number;
            checklistTotal: number;
            createdAt: string;
            completedAt: string | null;
            completedBy: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            outcome: string | null;
            byProcess: {
                key: string;
                /** Format: uuid */
                instance: string;
                element: string;
            } | null;
            doneByRecord: boolean;
            version: number;
            channel: string;
            who: string;
            startedAt: string;
            candidates: number;
        };
        ClaimInput: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "task" | "claim";
            /** @enum {string} */
            status: "open" | "done" | "cancelled";
            title: string;
            titleParams: {
                [key: string]: unknown;
            } | null;
            body: string;
            assignee: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            subject: {
                kind: string;
                /** Format: uuid */
                id: string;
                title: string;
            } | null;
            dueAt: string | null;
            /** @description null: as the process of reminders says */
            remindBefore: string[] | null;
            /** @enum {string} */
            priority: "low" | "normal" | "high";
            repeat: {
                /** @enum {string} */
                freq: "daily" | "weekdays" | "weekly" | "monthly" | "yearly";
                /** @default 1 */
                interval: number;
                /**
                 * @description the last day it may fall on
                 * @default null
                 */
                until: string | null;
                /**
                 * @description how many there are in all
                 * @default null
                 */
                count: number | null;
            } | null;
            /** @description who set it */
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            /** @description who gave it on last */
            delegatedBy: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            acknowledgedAt: string | null;
            /** @description true: done only once every item is */
            checklistRequired: boolean;
            checklistDone: number;
            checklistTotal: number;
            createdAt: string;
            completedAt: string | null;
            completedBy: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            outcome: string | null;
            byProcess: {
                key: string;
                /** Format: uuid */
                instance: string;
                element: string;
            } | null;
            doneByRecord: boolean;
            version: number;
            channel: string;
            who: string;
            startedAt: string;
            candidates: number;
        };
        Company: {
            /** Format: uuid */
            id: string;
            name: string;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            departmentId: string | null;
            emails: {
                value: string;
                label: string;
            }[];
            /** @description E.164 */
            phones: {
                value: string;
                label: string;
            }[];
            note: string;
            /** @description fields of the company’s own the caller may see */
            custom: {
                [key: string]: unknown;
            };
            version: number;
            createdAt: string;
            updatedAt: string;
            archivedAt: string | null;
            nip: string | null;
            regon: string | null;
            address: string;
            website: string;
        };
        CompanyDay: {
            /** Format: date */
            day: string;
            name: string;
            working: boolean;
            hours: components["schemas"]["DaySpans"] | null;
            /** @enum {string} */
            source: "statutory" | "company";
        };
        CompanyDayInput: {
            /** Format: date */
            day: string;
            name: string;
            working: boolean;
            hours: components["schemas"]["DaySpansInput"] | null;
            /** @enum {string} */
            source: "statutory" | "company";
        };
        CompanyInput: {
            /** Format: uuid */
            id: string;
            name: string;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            departmentId: string | null;
            emails: {
                value: string;
                label: string;
            }[];
            /** @description E.164 */
            phones: {
                value: string;
                label: string;
            }[];
            note: string;
            /** @description fields of the company’s own the caller may see */
            custom: {
                [key: string]: unknown;
            };
            version: number;
            createdAt: string;
            updatedAt: string;
            archivedAt: string | null;
            nip: string | null;
            regon: string | null;
            address: string;
            website: string;
        };
        Contact: {
            /** Format: uuid */
            id: string;
            name: string;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            departmentId: string | null;
            emails: {
                value: string;
                label: string;
            }[];
            /** @description E.164 */
            phones: {
                value: string;
                label: string;
            }[];
            note: string;
            /** @description fields of the company’s own the caller may see */
            custom: {
                [key: string]: unknown;
            };
            version: number;
            createdAt: string;
            updatedAt: string;
            archivedAt: string | null;
            firstName: string;
            lastName: string;
            position: string;
            company: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            locale: ("pl" | "en") | null;
        };
        ContactInput: {
            /** Format: uuid */
            id: string;
            name: string;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            departmentId: string | null;
            emails: {
                value: string;
                label: string;
            }[];
            /** @description E.164 */
            phones: {
                value: string;
                label: string;
            }[];
            note: string;
            /** @description fields of the company’s own the caller may see */
            custom: {
                [key: string]: unknown;
            };
            version: number;
            createdAt: string;
            updatedAt: string;
            archivedAt: string | null;
            firstName: string;
            lastName: string;
            position: string;
            company: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            locale: ("pl" | "en") | null;
        };
        Conversation: {
            /** Format: uuid */
            id: string;
            number: number;
            channel: string;
            account: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            subject: string;
            address: string;
            name: string;
            department: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            private: boolean;
            waitingSince: string | null;
            lastAt: string;
            lastText: string;
            closedAt: string | null;
            links: {
                kind: string;
                /** Format: uuid */
                id: string;
                name: string;
            }[];
            version: number;
            createdAt: string;
        };
        ConversationInput: {
            /** Format: uuid */
            id: string;
            number: number;
            channel: string;
            account: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            subject: string;
            address: string;
            name: string;
            department: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            private: boolean;
            waitingSince: string | null;
            lastAt: string;
            lastText: string;
            closedAt: string | null;
            links: {
                kind: string;
                /** Format: uuid */
                id: string;
                name: string;
            }[];
            version: number;
            createdAt: string;
        };
        ConversionProposal: {
            lead: {
                /** Format: uuid */
                id: string;
                number: number;
                title: string;
                status: string;
            };
            contact: {
                firstName: string;
                lastName: string;
                email: string | null;
                phone: string | null;
            } | null;
            company: {
                name: string;
                nip: string | null;
            } | null;
            deal: {
                title: string;
                pipelineId: string | null;
                amount: number | null;
                currency: string;
                ownerId: string | null;
            };
            matches: components["schemas"]["Matches"];
        };
        ConversionProposalInput: {
            lead: {
                /** Format: uuid */
                id: string;
                number: number;
                title: string;
                status: string;
            };
            contact: {
                firstName: string;
                lastName: string;
                email: string | null;
                phone: string | null;
            } | null;
            company: {
                name: string;
                nip: string | null;
            } | null;
            deal: {
                title: string;
                pipelineId: string | null;
                amount: number | null;
                currency: string;
                ownerId: string | null;
            };
            matches: components["schemas"]["MatchesInput"];
        };
        CustomField: {
            /** Format: uuid */
            id: string;
            kind: string;
            key: string;
            /** @enum {string} */
            type: "text" | "long_text" | "number" | "money" | "date" | "moment" | "yes_no" | "choice" | "choices" | "url" | "email" | "phone" | "nip" | "employee" | "lead" | "deal" | "contact" | "company" | "product" | "record";
            target: string | null;
            label: {
                pl: string;
                en: string;
            };
            options: {
                key: string;
                label: {
                    pl: string;
                    en: string;
                };
                archived?: boolean;
            }[];
            required: boolean;
            personal: boolean;
            indexed: boolean;
            indexReady: boolean;
            /** @description one of the roles or a member of one of the departments; null: everybody */
            seenBy: {
                roles: ("owner" | "administrator" | "head" | "employee")[];
                departments: string[];
            } | null;
            /** @description one of the roles or a member of one of the departments; null: everybody */
            editedBy: {
                roles: ("owner" | "administrator" | "head" | "employee")[];
                departments: string[];
            } | null;
            archived: boolean;
            deleted: boolean;
            purging: boolean;
            version: number;
        };
        CustomFieldInput: {
            /** Format: uuid */
            id: string;
            kind: string;
            key: string;
            /** @enum {string} */
            type: "text" | "long_text" | "number" | "money" | "date" | "moment" | "yes_no" | "choice" | "choices" | "url" | "email" | "phone" | "nip" | "employee" | "lead" | "deal" | "contact" | "company" | "product" | "record";
            target: string | null;
            label: {
                pl: string;
                en: string;
            };
            options: {
                key: string;
                label: {
                    pl: string;
                    en: string;
                };
                archived?: boolean;
            }[];
            required: boolean;
            personal: boolean;
            indexed: boolean;
            indexReady: boolean;
            /** @description one of the roles or a member of one of the departments; null: everybody */
            seenBy: {
                roles: ("owner" | "administrator" | "head" | "employee")[];
                departments: string[];
            } | null;
            /** @description one of the roles or a member of one of the departments; null: everybody */
            editedBy: {
                roles: ("owner" | "administrator" | "head" | "employee")[];
                departments: string[];
            } | null;
            archived: boolean;
            deleted: boolean;
            purging: boolean;
            version: number;
        };
        DaySpans: {
            from: string;
            to: string;
        }[];
        DaySpansInput: {
            from: string;
            to: string;
        }[];
        Deal: {
            /** Format: uuid */
            id: string;
            number: number;
            title: string;
            /** @enum {string} */
            status: "open" | "won" | "lost";
            /** Format: uuid */
            pipelineId: string;
            stage: {
                /** Format: uuid */
                id: string;
                name: {
                    pl: string;
                    en: string;
                };
                probability: number;
                rottingDays: number | null;
            };
            /** @description what its stage asks for and it does not hold */
            missingFields: ("amount" | "rate" | "expectedOn" | "contactId" | "companyId" | "ownerId" | "source" | "note")[];
            /** @description how much of the checklist of its stage is not ticked */
            openChecks: number;
            stageEnteredAt: string;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            departmentId: string | null;
            contact: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            company: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            leadId: string | null;
            source: string;
            /** @description minor units of the currency */
            amount: number | null;
            currency: string;
            rate: string | null;
            rateOn: string | null;
            /** @description minor units of the base currency; null while the rate is not known */
            amountBase: number | null;
            /** @description which total of its lines the amount is; null: typed by hand */
            amountFrom: ("net" | "gross") | null;
            /** @description what its lines are; null without lines */
            sells: ("goods" | "services" | "mixed") | null;
            expectedOn: string | null;
            /** @description in free words, beside or instead of the one from the list */
            lostReason: string | null;
            /** @description from the list */
            lostReasonOf: {
                /** Format: uuid */
                id: string;
                name: {
                    pl: string;
                    en: string;
                };
            } | null;
            closedAt: string | null;
            closedBy: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            note: string;
            /** @description fields of the company’s own the caller may see */
            custom: {
                [key: string]: unknown;
            };
            nextTask: {
                /** Format: uuid */
                id: string;
                title: string;
                titleParams: {
                    [key: string]: unknown;
                } | null;
                dueAt: string | null;
            } | null;
            version: number;
            createdAt: string;
            updatedAt: string;
        };
        DealBoard: {
            pipeline: components["schemas"]["Pipeline"];
            currency: string;
            columns: {
                stage: components["schemas"]["Stage"];
                count: number;
                /** @description minor units of the base currency */
                sum: number;
                /** @description how many of them were converted to the base currency */
                converted: number;
                /** @description how many are left out of the sum, their rate being unknown */
                unconverted: number;
                cards: components["schemas"]["Deal"][];
                /** @description cursor for GET /api/deals?status=open&sort=-stageEnteredAt&stageId=... */
                next: string | null;
            }[];
            /** @description won in the present month */
            won: {
                count: number;
                /** @description minor units of the base currency */
                sum: number;
                /** @description how many of them were converted to the base currency */
                converted: number;
                /** @description how many are left out of the sum, their rate being unknown */
                unconverted: number;
            };
        };
        DealBoardInput: {
            pipeline: components["schemas"]["PipelineInput"];
            currency: string;
            columns: {
                stage: components["schemas"]["StageInput"];
                count: number;
                /** @description minor units of the base currency */
                sum: number;
                /** @description how many of them were converted to the base currency */
                converted: number;
                /** @description how many are left out of the sum, their rate being unknown */
                unconverted: number;
                cards: components["schemas"]["DealInput"][];
                /** @description cursor for GET /api/deals?status=open&sort=-stageEnteredAt&stageId=... */
                next: string | null;
            }[];
            /** @description won in the present month */
            won: {
                count: number;
                /** @description minor units of the base currency */
                sum: number;
                /** @description how many of them were converted to the base currency */
                converted: number;
                /** @description how many are left out of the sum, their rate being unknown */
                unconverted: number;
            };
        };
        DealForecast: {
            currency: string;
            /** @description the present one, as YYYY-MM; what was expected earlier is late */
            month: string;
            stages: {
                /** Format: uuid */
                id: string;
                /** Format: uuid */
                pipelineId: string;
                name: {
                    pl: string;
                    en: string;
                };
                probability: number;
                count: number;
                /** @description minor units of the base currency */
                sum: number;
                /** @description the sum, each amount times the probability of its stage */
                weighted: number;
                /** @description how many are left out of the sums, their rate being unknown */
                unconverted: number;
            }[];
            months: {
                /** @description YYYY-MM; null: deals without an expected date */
                month: string | null;
                count: number;
                /** @description minor units of the base currency */
                sum: number;
                /** @description the sum, each amount times the probability of its stage */
                weighted: number;
                /** @description how many are left out of the sums, their rate being unknown */
                unconverted: number;
                stages: {
                    /** Format: uuid */
                    stageId: string;
                    count: number;
                    /** @description minor units of the base currency */
                    sum: number;
                    /** @description the sum, each amount times the probability of its stage */
                    weighted: number;
                    /** @description how many are left out of the sums, their rate being unknown */
                    unconverted: number;
                }[];
            }[];
            total: {
                count: number;
                /** @description minor units of the base currency */
                sum: number;
                /** @description the sum, each amount times the probability of its stage */
                weighted: number;
                /** @description how many are left out of the sums, their rate being unknown */
                unconverted: number;
            };
        };
        DealForecastInput: {
            currency: string;
            /** @description the present one, as YYYY-MM; what was expected earlier is late */
            month: string;
            stages: {
                /** Format: uuid */
                id: string;
                /** Format: uuid */
                pipelineId: string;
                name: {
                    pl: string;
                    en: string;
                };
                probability: number;
                count: number;
                /** @description minor units of the base currency */
                sum: number;
                /** @description the sum, each amount times the probability of its stage */
                weighted: number;
                /** @description how many are left out of the sums, their rate being unknown */
                unconverted: number;
            }[];
            months: {
                /** @description YYYY-MM; null: deals without an expected date */
                month: string | null;
                count: number;
                /** @description minor units of the base currency */
                sum: number;
                /** @description the sum, each amount times the probability of its stage */
                weighted: number;
                /** @description how many are left out of the sums, their rate being unknown */
                unconverted: number;
                stages: {
                    /** Format: uuid */
                    stageId: string;
                    count: number;
                    /** @description minor units of the base currency */
                    sum: number;
                    /** @description the sum, each amount times the probability of its stage */
                    weighted: number;
                    /** @description how many are left out of the sums, their rate being unknown */
                    unconverted: number;
                }[];
            }[];
            total: {
                count: number;
                /** @description minor units of the base currency */
                sum: number;
                /** @description the sum, each amount times the probability of its stage */
                weighted: number;
                /** @description how many are left out of the sums, their rate being unknown */
                unconverted: number;
            };
        };
        DealInput: {
            /** Format: uuid */
            id: string;
            number: number;
            title: string;
            /** @enum {string} */
            status: "open" | "won" | "lost";
            /** Format: uuid */
            pipelineId: string;
            stage: {
                /** Format: uuid */
                id: string;
                name: {
                    pl: string;
                    en: string;
                };
                probability: number;
                rottingDays: number | null;
            };
            /** @description what its stage asks for and it does not hold */
            missingFields: ("amount" | "rate" | "expectedOn" | "contactId" | "companyId" | "ownerId" | "source" | "note")[];
            /** @description how much of the checklist of its stage is not ticked */
            openChecks: number;
            stageEnteredAt: string;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            departmentId: string | null;
            contact: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            company: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            leadId: string | null;
            source: string;
            /** @description minor units of the currency */
            amount: number | null;
            currency: string;
            rate: string | null;
            rateOn: string | null;
            /** @description minor units of the base currency; null while the rate is not known */
            amountBase: number | null;
            /** @description which total of its lines the amount is; null: typed by hand */
            amountFrom: ("net" | "gross") | null;
            /** @description what its lines are; null without lines */
            sells: ("goods" | "services" | "mixed") | null;
            expectedOn: string | null;
            /** @description in free words, beside or instead of the one from the list */
            lostReason: string | null;
            /** @description from the list */
            lostReasonOf: {
                /** Format: uuid */
                id: string;
                name: {
                    pl: string;
                    en: string;
                };
            } | null;
            closedAt: string | null;
            closedBy: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            note: string;
            /** @description fields of the company’s own the caller may see */
            custom: {
                [key: string]: unknown;
            };
            nextTask: {
                /** Format: uuid */
                id: string;
                title: string;
                titleParams: {
                    [key: string]: unknown;
                } | null;
                dueAt: string | null;
            } | null;
            version: number;
            createdAt: string;
            updatedAt: string;
        };
        DealLine: {
            /** Format: uuid */
            id: string;
            productId: string | null;
            /** @description the product's */
            code: string | null;
            /** @description the product's */
            pkwiu: string;
            /** @description the product's */
            gtu: string | null;
            name: string;
            /** @enum {string} */
            kind: "goods" | "service";
            quantity: string;
            unit: string;
            unitPrice: string;
            discountPercent: string | null;
            discountAmount: number | null;
            /**
             * @description percent, or zw: exempt, oo: reverse charge, np: outside Polish VAT
             * @enum {string}
             */
            vat: "0" | "5" | "8" | "23" | "zw" | "oo" | "np";
            /** @description minor units after the discount, net or gross as priceMode says */
            value: number;
        };
        DealLineInput: {
            /** Format: uuid */
            id: string;
            productId: string | null;
            /** @description the product's */
            code: string | null;
            /** @description the product's */
            pkwiu: string;
            /** @description the product's */
            gtu: string | null;
            name: string;
            /** @enum {string} */
            kind: "goods" | "service";
            quantity: string;
            unit: string;
            unitPrice: string;
            discountPercent: string | null;
            discountAmount: number | null;
            /**
             * @description percent, or zw: exempt, oo: reverse charge, np: outside Polish VAT
             * @enum {string}
             */
            vat: "0" | "5" | "8" | "23" | "zw" | "oo" | "np";
            /** @description minor units after the discount, net or gross as priceMode says */
            value: number;
        };
        DealLines: {
            /** Format: uuid */
            dealId: string;
            /** @description the deal's */
            version: number;
            /** @enum {string} */
            priceMode: "net" | "gross";
            currency: string;
            sells: ("goods" | "services" | "mixed") | null;
            amountFrom: ("net" | "gross") | null;
            lines: components["schemas"]["DealLine"][];
            rates: {
                /**
                 * @description percent, or zw: exempt, oo: reverse charge, np: outside Polish VAT
                 * @enum {string}
                 */
                vat: "0" | "5" | "8" | "23" | "zw" | "oo" | "np";
                /** @description minor units */
                net: number;
                /** @description minor units */
                tax: number;
                /** @description minor units */
                gross: number;
            }[];
            /** @description minor units */
            net: number;
            /** @description minor units */
            tax: number;
            /** @description minor units */
            gross: number;
        };
        DealLinesInput: {
            /** Format: uuid */
            dealId: string;
            /** @description the deal's */
            version: number;
            /** @enum {string} */
            priceMode: "net" | "gross";
            currency: string;
            sells: ("goods" | "services" | "mixed") | null;
            amountFrom: ("net" | "gross") | null;
            lines: components["schemas"]["DealLineInput"][];
            rates: {
                /**
                 * @description percent, or zw: exempt, oo: reverse charge, np: outside Polish VAT
                 * @enum {string}
                 */
                vat: "0" | "5" | "8" | "23" | "zw" | "oo" | "np";
                /** @description minor units */
                net: number;
                /** @description minor units */
                tax: number;
                /** @description minor units */
                gross: number;
            }[];
            /** @description minor units */
            net: number;
            /** @description minor units */
            tax: number;
            /** @description minor units */
            gross: number;
        };
        DealPerson: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "contact" | "company";
            card: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** @enum {string} */
            role: "decision_maker" | "payer" | "recipient" | "technical" | "influencer" | "other";
        };
        DealPersonInput: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "contact" | "company";
            card: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** @enum {string} */
            role: "decision_maker" | "payer" | "recipient" | "technical" | "influencer" | "other";
        };
        Department: {
            /** Format: uuid */
            id: string;
            key: string | null;
            name: string;
            parentId: string | null;
            headId: string | null;
            headName: string | null;
            position: number;
            people: number;
            version: number;
        };
        DepartmentInput: {
            /** Format: uuid */
            id: string;
            key: string | null;
            name: string;
            parentId: string | null;
            headId: string | null;
            headName: string | null;
            position: number;
            people: number;
            version: number;
        };
        /** @description who gets a request that comes in; the first rule that fits decides */
        DistributionRule: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description as the parameter `filter` of lists, over the fields of GET /api/distribution/fields */
            conditions: {
                [key: string]: unknown;
            };
            target: {
                /** @constant */
                kind: "person";
                /** Format: uuid */
                personId: string;
            } | {
                /** @constant */
                kind: "customer_owner";
            } | {
                /** @constant */
                kind: "department";
                /** Format: uuid */
                departmentId: string;
                /**
                 * @description offer: everybody of the department may accept it
                 * @enum {string}
                 */
                method: "offer" | "round_robin" | "least_loaded" | "random" | "first_available";
            } | {
                /** @constant */
                kind: "skill";
                skill: string;
                /** @description at least this level */
                level: number;
                /** @description null: of the whole company */
                departmentId: string | null;
                /**
                 * @description in turn; who has the fewest open leads and tasks; at random; who works soonest, then has the fewest
                 * @enum {string}
                 */
                method: "round_robin" | "least_loaded" | "random" | "first_available";
            };
            /** @description only people within their working hours at that moment */
            workingOnly: boolean;
            active: boolean;
            version: number;
        };
        /** @description who gets a request that comes in; the first rule that fits decides */
        DistributionRuleInput: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description as the parameter `filter` of lists, over the fields of GET /api/distribution/fields */
            conditions: {
                [key: string]: unknown;
            };
            target: {
                /** @constant */
                kind: "person";
                /** Format: uuid */
                personId: string;
            } | {
                /** @constant */
                kind: "customer_owner";
            } | {
                /** @constant */
                kind: "department";
                /** Format: uuid */
                departmentId: string;
                /**
                 * @description offer: everybody of the department may accept it
                 * @enum {string}
                 */
                method: "offer" | "round_robin" | "least_loaded" | "random" | "first_available";
            } | {
                /** @constant */
                kind: "skill";
                skill: string;
                /** @description at least this level */
                level: number;
                /** @description null: of the whole company */
                departmentId: string | null;
                /**
                 * @description in turn; who has the fewest open leads and tasks; at random; who works soonest, then has the fewest
                 * @enum {string}
                 */
                method: "round_robin" | "least_loaded" | "random" | "first_available";
            };
            /** @description only people within their working hours at that moment */
            workingOnly: boolean;
            active: boolean;
            version: number;
        };
        DistributionSimulation: {
            from: string;
            to: string;
            examined: number;
            /** @description there were more: only the latest were looked at */
            cut: boolean;
            /** @description in their order */
            rules: {
                /** Format: uuid */
                id: string;
                name: string;
                count: number;
            }[];
            /** @description no rule decided: offered as the process says */
            unmatched: number;
            people: {
                /** Format: uuid */
                id: string;
                name: string;
                count: number;
            }[];
            /** @description offered to everybody of */
            departments: {
                /** Format: uuid */
                id: string;
                name: string;
                count: number;
            }[];
            /** @description the latest 200 of those asked for */
            requests: {
                /** Format: uuid */
                leadId: string;
                number: number;
                title: string;
                receivedAt: string;
                rule: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                } | null;
                /** @description rules that fit and had nobody */
                skipped: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                }[];
                person: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                } | null;
                department: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                } | null;
                /** @description whose it is in truth */
                owner: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                } | null;
            }[];
        };
        DistributionSimulationInput: {
            from: string;
            to: string;
            examined: number;
            /** @description there were more: only the latest were looked at */
            cut: boolean;
            /** @description in their order */
            rules: {
                /** Format: uuid */
                id: string;
                name: string;
                count: number;
            }[];
            /** @description no rule decided: offered as the process says */
            unmatched: number;
            people: {
                /** Format: uuid */
                id: string;
                name: string;
                count: number;
            }[];
            /** @description offered to everybody of */
            departments: {
                /** Format: uuid */
                id: string;
                name: string;
                count: number;
            }[];
            /** @description the latest 200 of those asked for */
            requests: {
                /** Format: uuid */
                leadId: string;
                number: number;
                title: string;
                receivedAt: string;
                rule: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                } | null;
                /** @description rules that fit and had nobody */
                skipped: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                }[];
                person: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                } | null;
                department: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                } | null;
                /** @description whose it is in truth */
                owner: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                } | null;
            }[];
        };
        Employee: {
            /** Format: uuid */
            id: string;
            name: string;
            email: string;
            /** @enum {string} */
            role: "owner" | "administrator" | "head" | "employee";
            departmentId: string | null;
            supervisorId: string | null;
            position: string;
            phone: string | null;
            extension: string | null;
            skills: string[];
            workHours: components["schemas"]["WeekHours"] | null;
            /** @enum {string} */
            locale: "pl" | "en";
            active: boolean;
            absentUntil: string | null;
            substituteId: string | null;
            version: number;
            createdAt: string;
        };
        EmployeeInput: {
            /** Format: uuid */
            id: string;
            name: string;
            email: string;
            /** @enum {string} */
            role: "owner" | "administrator" | "head" | "employee";
            departmentId: string | null;
            supervisorId: string | null;
            position: string;
            phone: string | null;
            extension: string | null;
            skills: string[];
            workHours: components["schemas"]["WeekHoursInput"] | null;
            /** @enum {string} */
            locale: "pl" | "en";
            active: boolean;
            absentUntil: string | null;
            substituteId: string | null;
            version: number;
            createdAt: string;
        };
        Exchange: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description whose calls those are that no extension names */
            departmentId: string | null;
            /** @description working time within which a missed call is to be called back */
            callBackWithin: string;
            active: boolean;
            /** @enum {string} */
            kind: "webhook" | "ami";
            ami: components["schemas"]["AmiSettings"] | null;
            /** @description where it posts its events; of a webhook */
            url: string;
            /** @description why it is not heard now */
            trouble: {
                code: string;
                detail: string | null;
                since: string;
            } | null;
            /** @description somebody is connected to it now; of AMI */
            listened: boolean;
            /** @description when it last said anything */
            heardAt: string | null;
            version: number;
        };
        ExchangeEvent: {
            /** @enum {string} */
            event: "ringing" | "answered" | "missed" | "ended";
            /** @description the id of the call there; the same for all its events */
            call: string;
            /**
             * @default in
             * @enum {string}
             */
            direction: "in" | "out";
            /**
             * @description of the other side; null: withheld
             * @default null
             */
            number: string | null;
            /**
             * @description of ours: whose telephone rings, who answered
             * @default null
             */
            extension: string | null;
            /**
             * @description by the clock of the exchange; left out: now
             * @default null
             */
            at: string | null;
            /**
             * @description how long they talked; of `ended`. Given without an earlier `answered`, it says that somebody answered
             * @default null
             */
            seconds: number | null;
        };
        ExchangeEventInput: {
            /** @enum {string} */
            event: "ringing" | "answered" | "missed" | "ended";
            /** @description the id of the call there; the same for all its events */
            call: string;
            /**
             * @default in
             * @enum {string}
             */
            direction: "in" | "out";
            /**
             * @description of the other side; null: withheld
             * @default null
             */
            number: string | null;
            /**
             * @description of ours: whose telephone rings, who answered
             * @default null
             */
            extension: string | null;
            /**
             * @description by the clock of the exchange; left out: now
             * @default null
             */
            at: string | null;
            /**
             * @description how long they talked; of `ended`. Given without an earlier `answered`, it says that somebody answered
             * @default null
             */
            seconds: number | null;
        };
        ExchangeInput: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description whose calls those are that no extension names */
            departmentId: string | null;
            /** @description working time within which a missed call is to be called back */
            callBackWithin: string;
            active: boolean;
            /** @enum {string} */
            kind: "webhook" | "ami";
            ami: components["schemas"]["AmiSettingsInput"] | null;
            /** @description where it posts its events; of a webhook */
            url: string;
            /** @description why it is not heard now */
            trouble: {
                code: string;
                detail: string | null;
                since: string;
            } | null;
            /** @description somebody is connected to it now; of AMI */
            listened: boolean;
            /** @description when it last said anything */
            heardAt: string | null;
            version: number;
        };
        ExchangeRate: {
            currency: string;
            rateOn: string;
            /** @description units of the base currency for one of this */
            rate: string;
            /** @enum {string} */
            source: "manual" | "import";
            setBy: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            setAt: string;
        };
        ExchangeRateInput: {
            currency: string;
            rateOn: string;
            /** @description units of the base currency for one of this */
            rate: string;
            /** @enum {string} */
            source: "manual" | "import";
            setBy: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            setAt: string;
        };
        /** @description {"all": [...]} or {"any": [...]} of conditions {field, op, value} and further groups */
        Filter: {
            all: ({
                field: string;
                /** @enum {string} */
                op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                value?: (string | number) | (string | number)[];
            } | ({
                all: ({
                    field: string;
                    /** @enum {string} */
                    op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                    value?: (string | number) | (string | number)[];
                } | ({
                    all: ({
                        field: string;
                        /** @enum {string} */
                        op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                        value?: (string | number) | (string | number)[];
                    } | ({
                        all: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    } | {
                        any: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    }))[];
                } | {
                    any: ({
                        field: string;
                        /** @enum {string} */
                        op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                        value?: (string | number) | (string | number)[];
                    } | ({
                        all: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    } | {
                        any: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    }))[];
                }))[];
            } | {
                any: ({
                    field: string;
                    /** @enum {string} */
                    op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                    value?: (string | number) | (string | number)[];
                } | ({
                    all: ({
                        field: string;
                        /** @enum {string} */
                        op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                        value?: (string | number) | (string | number)[];
                    } | ({
                        all: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    } | {
                        any: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    }))[];
                } | {
                    any: ({
                        field: string;
                        /** @enum {string} */
                        op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                        value?: (string | number) | (string | number)[];
                    } | ({
                        all: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    } | {
                        any: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    }))[];
                }))[];
            }))[];
        } | {
            any: ({
                field: string;
                /** @enum {string} */
                op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                value?: (string | number) | (string | number)[];
            } | ({
                all: ({
                    field: string;
                    /** @enum {string} */
                    op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                    value?: (string | number) | (string | number)[];
                } | ({
                    all: ({
                        field: string;
                        /** @enum {string} */
                        op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                        value?: (string | number) | (string | number)[];
                    } | ({
                        all: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    } | {
                        any: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    }))[];
                } | {
                    any: ({
                        field: string;
                        /** @enum {string} */
                        op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                        value?: (string | number) | (string | number)[];
                    } | ({
                        all: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    } | {
                        any: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    }))[];
                }))[];
            } | {
                any: ({
                    field: string;
                    /** @enum {string} */
                    op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                    value?: (string | number) | (string | number)[];
                } | ({
                    all: ({
                        field: string;
                        /** @enum {string} */
                        op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                        value?: (string | number) | (string | number)[];
                    } | ({
                        all: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    } | {
                        any: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    }))[];
                } | {
                    any: ({
                        field: string;
                        /** @enum {string} */
                        op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                        value?: (string | number) | (string | number)[];
                    } | ({
                        all: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    } | {
                        any: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    }))[];
                }))[];
            }))[];
        };
        /** @description {"all": [...]} or {"any": [...]} of conditions {field, op, value} and further groups */
        FilterInput: {
            all: ({
                field: string;
                /** @enum {string} */
                op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                value?: (string | number) | (string | number)[];
            } | ({
                all: ({
                    field: string;
                    /** @enum {string} */
                    op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                    value?: (string | number) | (string | number)[];
                } | ({
                    all: ({
                        field: string;
                        /** @enum {string} */
                        op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                        value?: (string | number) | (string | number)[];
                    } | ({
                        all: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    } | {
                        any: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    }))[];
                } | {
                    any: ({
                        field: string;
                        /** @enum {string} */
                        op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                        value?: (string | number) | (string | number)[];
                    } | ({
                        all: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    } | {
                        any: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    }))[];
                }))[];
            } | {
                any: ({
                    field: string;
                    /** @enum {string} */
                    op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                    value?: (string | number) | (string | number)[];
                } | ({
                    all: ({
                        field: string;
                        /** @enum {string} */
                        op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                        value?: (string | number) | (string | number)[];
                    } | ({
                        all: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    } | {
                        any: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    }))[];
                } | {
                    any: ({
                        field: string;
                        /** @enum {string} */
                        op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                        value?: (string | number) | (string | number)[];
                    } | ({
                        all: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    } | {
                        any: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    }))[];
                }))[];
            }))[];
        } | {
            any: ({
                field: string;
                /** @enum {string} */
                op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                value?: (string | number) | (string | number)[];
            } | ({
                all: ({
                    field: string;
                    /** @enum {string} */
                    op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                    value?: (string | number) | (string | number)[];
                } | ({
                    all: ({
                        field: string;
                        /** @enum {string} */
                        op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                        value?: (string | number) | (string | number)[];
                    } | ({
                        all: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    } | {
                        any: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    }))[];
                } | {
                    any: ({
                        field: string;
                        /** @enum {string} */
                        op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                        value?: (string | number) | (string | number)[];
                    } | ({
                        all: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    } | {
                        any: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    }))[];
                }))[];
            } | {
                any: ({
                    field: string;
                    /** @enum {string} */
                    op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                    value?: (string | number) | (string | number)[];
                } | ({
                    all: ({
                        field: string;
                        /** @enum {string} */
                        op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                        value?: (string | number) | (string | number)[];
                    } | ({
                        all: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    } | {
                        any: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    }))[];
                } | {
                    any: ({
                        field: string;
                        /** @enum {string} */
                        op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                        value?: (string | number) | (string | number)[];
                    } | ({
                        all: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    } | {
                        any: {
                            field: string;
                            /** @enum {string} */
                            op: "contains" | "not_contains" | "is" | "is_not" | "starts" | "empty" | "not_empty" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "on" | "before" | "after" | "last_days" | "next_days" | "older_than" | "later_than" | "yes" | "no" | "any_of" | "none_of" | "all_of";
                            value?: (string | number) | (string | number)[];
                        }[];
                    }))[];
                }))[];
            }))[];
        };
        Form: {
            /** Format: uuid */
            id: string;
            key: string;
            name: string;
            active: boolean;
            departmentId: string | null;
            ownerId: string | null;
            definition: {
                heading?: {
                    pl?: string;
                    en?: string;
                };
                intro?: {
                    pl?: string;
                    en?: string;
                };
                fields: {
                    key: string;
                    /** @enum {string} */
                    type: "text" | "long_text" | "email" | "phone" | "number" | "amount" | "select" | "multi_select" | "checkbox" | "date" | "nip" | "hidden";
                    label: {
                        pl?: string;
                        en?: string;
                    };
                    help?: {
                        pl?: string;
                        en?: string;
                    };
                    placeholder?: {
                        pl?: string;
                        en?: string;
                    };
                    required: boolean;
                    options?: {
                        value: string;
                        label: {
                            pl?: string;
                            en?: string;
                        };
                    }[];
                    maxLength?: number;
                    value?: string;
                    mapsTo: ("person_name" | "company_name" | "email" | "phone" | "nip" | "message" | "product" | "amount" | "title") | null;
                }[];
                consents: {
                    key: string;
                    text: {
                        pl?: string;
                        en?: string;
                    };
                    required: boolean;
                    version: number;
                }[];
                title: string;
                thankYou: {
                    heading: {
                        pl?: string;
                        en?: string;
                    };
                    text: {
                        pl?: string;
                        en?: string;
                    };
                    redirectUrl?: string;
                };
                look: {
                    accent: string;
                    radius: number;
                    /** @enum {string} */
                    theme: "light" | "dark" | "auto";
                    /** @enum {string} */
                    font: "inherit" | "inter";
                    /** @enum {string} */
                    size?: "small" | "normal" | "large";
                    button?: {
                        pl?: string;
                        en?: string;
                    };
                };
                source: string;
                /** @enum {string} */
                language: "auto" | "pl" | "en";
                currency: string;
                allowedOrigins: string[];
                proofOfWork: boolean;
            };
            version: number;
            createdAt: string;
            updatedAt: string;
            archivedAt: string | null;
            address: string;
            snippet: string;
        };
        FormInput: {
            /** Format: uuid */
            id: string;
            key: string;
            name: string;
            active: boolean;
            departmentId: string | null;
            ownerId: string | null;
            definition: {
                heading?: {
                    pl?: string;
                    en?: string;
                };
                intro?: {
                    pl?: string;
                    en?: string;
                };
                fields: {
                    key: string;
                    /** @enum {string} */
                    type: "text" | "long_text" | "email" | "phone" | "number" | "amount" | "select" | "multi_select" | "checkbox" | "date" | "nip" | "hidden";
                    label: {
                        pl?: string;
                        en?: string;
                    };
                    help?: {
                        pl?: string;
                        en?: string;
                    };
                    placeholder?: {
                        pl?: string;
                        en?: string;
                    };
                    required: boolean;
                    options?: {
                        value: string;
                        label: {
                            pl?: string;
                            en?: string;
                        };
                    }[];
                    maxLength?: number;
                    value?: string;
                    mapsTo: ("person_name" | "company_name" | "email" | "phone" | "nip" | "message" | "product" | "amount" | "title") | null;
                }[];
                consents: {
                    key: string;
                    text: {
                        pl?: string;
                        en?: string;
                    };
                    required: boolean;
                    version: number;
                }[];
                title: string;
                thankYou: {
                    heading: {
                        pl?: string;
                        en?: string;
                    };
                    text: {
                        pl?: string;
                        en?: string;
                    };
                    redirectUrl?: string;
                };
                look: {
                    accent: string;
                    radius: number;
                    /** @enum {string} */
                    theme: "light" | "dark" | "auto";
                    /** @enum {string} */
                    font: "inherit" | "inter";
                    /** @enum {string} */
                    size?: "small" | "normal" | "large";
                    button?: {
                        pl?: string;
                        en?: string;
                    };
                };
                source: string;
                /** @enum {string} */
                language: "auto" | "pl" | "en";
                currency: string;
                allowedOrigins: string[];
                proofOfWork: boolean;
            };
            version: number;
            createdAt: string;
            updatedAt: string;
            archivedAt: string | null;
            address: string;
            snippet: string;
        };
        Import: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "lead" | "deal" | "contact" | "company";
            fileName: string;
            size: number;
            /** @enum {string} */
            encoding: "utf-8" | "windows-1250";
            /** @enum {string} */
            delimiter: ";" | "," | "\t";
            /** @description of a workbook, the one that is read; null: the file is text */
            sheet: string | null;
            headers: string[];
            /** @description rows of the file */
            total: number;
            mapping: (string | null)[] | null;
            options: {
                /**
                 * @description what becomes of a row whose NIP, e-mail or telephone somebody in the list has already
                 * @enum {string}
                 */
                duplicates: "skip" | "update" | "create";
                /** @description of rows that name no owner; null: nobody */
                ownerId: string | null;
                /** @description whether processes hear of what is made and changed, and may start by it */
                processes: boolean;
            } | null;
            /** @enum {string} */
            phase: "draft" | "checking" | "checked" | "running" | "finished" | "undoing" | "undone";
            done: number;
            made: number;
            updated: number;
            skipped: number;
            refused: number;
            undone: number;
            /** @description left by the undoing, because somebody has worked on them since */
            kept: number;
            undoable: boolean;
            createdAt: string;
            finishedAt: string | null;
            stopped: boolean;
        };
        ImportInput: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "lead" | "deal" | "contact" | "company";
            fileName: string;
            size: number;
            /** @enum {string} */
            encoding: "utf-8" | "windows-1250";
            /** @enum {string} */
            delimiter: ";" | "," | "\t";
            /** @description of a workbook, the one that is read; null: the file is text */
            sheet: string | null;
            headers: string[];
            /** @description rows of the file */
            total: number;
            mapping: (string | null)[] | null;
            options: {
                /**
                 * @description what becomes of a row whose NIP, e-mail or telephone somebody in the list has already
                 * @enum {string}
                 */
                duplicates: "skip" | "update" | "create";
                /** @description of rows that name no owner; null: nobody */
                ownerId: string | null;
                /** @description whether processes hear of what is made and changed, and may start by it */
                processes: boolean;
            } | null;
            /** @enum {string} */
            phase: "draft" | "checking" | "checked" | "running" | "finished" | "undoing" | "undone";
            done: number;
            made: number;
            updated: number;
            skipped: number;
            refused: number;
            undone: number;
            /** @description left by the undoing, because somebody has worked on them since */
            kept: number;
            undoable: boolean;
            createdAt: string;
            finishedAt: string | null;
            stopped: boolean;
        };
        Invitation: {
            /** Format: uuid */
            id: string;
            email: string;
            name: string;
            /** @enum {string} */
            role: "owner" | "administrator" | "head" | "employee";
            departmentId: string | null;
            invitedBy: string | null;
            /** @enum {string} */
            state: "open" | "expired";
            expiresAt: string;
            createdAt: string;
        };
        InvitationInput: {
            /** Format: uuid */
            id: string;
            email: string;
            name: string;
            /** @enum {string} */
            role: "owner" | "administrator" | "head" | "employee";
            departmentId: string | null;
            invitedBy: string | null;
            /** @enum {string} */
            state: "open" | "expired";
            expiresAt: string;
            createdAt: string;
        };
        Kind: {
            key: string;
            name: {
                pl: string;
                en: string;
            };
            plural: {
                pl: string;
                en: string;
            };
            department: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            numberPattern: string;
            sumField: string | null;
            /** @description of the examples that come with Tok: which */
            origin: string | null;
            /** @description for whoever manages the kinds */
            rights: {
                head: {
                    /** @enum {string} */
                    read: "none" | "own" | "department" | "all";
                    /** @enum {string} */
                    create: "none" | "own" | "department" | "all";
                    /** @enum {string} */
                    update: "none" | "own" | "department" | "all";
                    /** @enum {string} */
                    delete: "none" | "own" | "department" | "all";
                };
                employee: {
                    /** @enum {string} */
                    read: "none" | "own" | "department" | "all";
                    /** @enum {string} */
                    create: "none" | "own" | "department" | "all";
                    /** @enum {string} */
                    update: "none" | "own" | "department" | "all";
                    /** @enum {string} */
                    delete: "none" | "own" | "department" | "all";
                };
            } | null;
            /** @description in which scope the caller may */
            can: {
                [key: string]: "none" | "own" | "department" | "all";
            };
            archived: boolean;
            version: number;
        };
        KindInput: {
            key: string;
            name: {
                pl: string;
                en: string;
            };
            plural: {
                pl: string;
                en: string;
            };
            department: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            numberPattern: string;
            sumField: string | null;
            /** @description of the examples that come with Tok: which */
            origin: string | null;
            /** @description for whoever manages the kinds */
            rights: {
                head: {
                    /** @enum {string} */
                    read: "none" | "own" | "department" | "all";
                    /** @enum {string} */
                    create: "none" | "own" | "department" | "all";
                    /** @enum {string} */
                    update: "none" | "own" | "department" | "all";
                    /** @enum {string} */
                    delete: "none" | "own" | "department" | "all";
                };
                employee: {
                    /** @enum {string} */
                    read: "none" | "own" | "department" | "all";
                    /** @enum {string} */
                    create: "none" | "own" | "department" | "all";
                    /** @enum {string} */
                    update: "none" | "own" | "department" | "all";
                    /** @enum {string} */
                    delete: "none" | "own" | "department" | "all";
                };
            } | null;
            /** @description in which scope the caller may */
            can: {
                [key: string]: "none" | "own" | "department" | "all";
            };
            archived: boolean;
            version: number;
        };
        Lead: {
            /** Format: uuid */
            id: string;
            number: number;
            title: string;
            /** @enum {string} */
            status: "new" | "processing" | "waiting" | "converted" | "rejected";
            source: string;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            departmentId: string | null;
            personName: string;
            companyName: string;
            email: string | null;
            phone: string | null;
            nip: string | null;
            message: string;
            product: string;
            /** @description minor units of the currency */
            amount: number | null;
            currency: string;
            /** @description fields of the company’s own the caller may see */
            custom: {
                [key: string]: unknown;
            };
            utm: {
                [key: string]: string;
            } | null;
            pageUrl: string | null;
            referrer: string | null;
            acceptedAt: string | null;
            waitingUntil: string | null;
            waitingTimes: number;
            rejectedReason: string | null;
            rejectedNote: string | null;
            closedAt: string | null;
            dealId: string | null;
            contactId: string | null;
            companyId: string | null;
            nextTask: {
                /** Format: uuid */
                id: string;
                title: string;
                titleParams: {
                    [key: string]: unknown;
                } | null;
                dueAt: string | null;
            } | null;
            version: number;
            createdAt: string;
            updatedAt: string;
        };
        LeadInput: {
            /** Format: uuid */
            id: string;
            number: number;
            title: string;
            /** @enum {string} */
            status: "new" | "processing" | "waiting" | "converted" | "rejected";
            source: string;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            departmentId: string | null;
            personName: string;
            companyName: string;
            email: string | null;
            phone: string | null;
            nip: string | null;
            message: string;
            product: string;
            /** @description minor units of the currency */
            amount: number | null;
            currency: string;
            /** @description fields of the company’s own the caller may see */
            custom: {
                [key: string]: unknown;
            };
            utm: {
                [key: string]: string;
            } | null;
            pageUrl: string | null;
            referrer: string | null;
            acceptedAt: string | null;
            waitingUntil: string | null;
            waitingTimes: number;
            rejectedReason: string | null;
            rejectedNote: string | null;
            closedAt: string | null;
            dealId: string | null;
            contactId: string | null;
            companyId: string | null;
            nextTask: {
                /** Format: uuid */
                id: string;
                title: string;
                titleParams: {
                    [key: string]: unknown;
                } | null;
                dueAt: string | null;
            } | null;
            version: number;
            createdAt: string;
            updatedAt: string;
        };
        ListView: {
            /** Format: uuid */
            id: string;
            /** @description lead, deal, contact, company, or the key of a kind of the company’s own */
            kind: string;
            name: string;
            /** @enum {string} */
            shared: "private" | "department" | "company";
            /** @description as the parameter `filter` of the list */
            filter: {
                [key: string]: unknown;
            };
            sort: string | null;
            /** @description keys of fields in order; null: the usual ones */
            columns: string[] | null;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            editable: boolean;
            /** @description what the caller’s list opens with */
            isDefault: boolean;
            version: number;
        };
        ListViewInput: {
            /** Format: uuid */
            id: string;
            /** @description lead, deal, contact, company, or the key of a kind of the company’s own */
            kind: string;
            name: string;
            /** @enum {string} */
            shared: "private" | "department" | "company";
            /** @description as the parameter `filter` of the list */
            filter: {
                [key: string]: unknown;
            };
            sort: string | null;
            /** @description keys of fields in order; null: the usual ones */
            columns: string[] | null;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            editable: boolean;
            /** @description what the caller’s list opens with */
            isDefault: boolean;
            version: number;
        };
        LoggedEvent: {
            /** Format: uuid */
            id: string;
            at: string;
            name: string;
            actor: {
                kind: string;
                id: string | null;
                name: string | null;
            };
            payload: {
                [key: string]: unknown;
            };
            names: {
                [key: string]: string;
            };
            changes: {
                field: string;
                from: unknown;
                to: unknown;
            }[];
            why: {
                process: {
                    pl: string;
                    en: string;
                };
                processKey: string;
                version: number;
                /** Format: uuid */
                instance: string;
                element: {
                    pl: string;
                    en: string;
                } | null;
                elementId: string | null;
                startedBy: {
                    name: string;
                    at: string;
                } | null;
            } | null;
            subject: {
                kind: string;
                /** Format: uuid */
                id: string;
                title: string;
            } | null;
        };
        LoggedEventInput: {
            /** Format: uuid */
            id: string;
            at: string;
            name: string;
            actor: {
                kind: string;
                id: string | null;
                name: string | null;
            };
            payload: {
                [key: string]: unknown;
            };
            names: {
                [key: string]: string;
            };
            changes: {
                field: string;
                from: unknown;
                to: unknown;
            }[];
            why: {
                process: {
                    pl: string;
                    en: string;
                };
                processKey: string;
                version: number;
                /** Format: uuid */
                instance: string;
                element: {
                    pl: string;
                    en: string;
                } | null;
                elementId: string | null;
                startedBy: {
                    name: string;
                    at: string;
                } | null;
            } | null;
            subject: {
                kind: string;
                /** Format: uuid */
                id: string;
                title: string;
            } | null;
        };
        LostReason: {
            /** Format: uuid */
            id: string;
            key: string | null;
            name: {
                pl: string;
                en: string;
            };
            position: number;
            version: number;
        };
        LostReasonInput: {
            /** Format: uuid */
            id: string;
            key: string | null;
            name: {
                pl: string;
                en: string;
            };
            position: number;
            version: number;
        };
        MailSettings: {
            configured: boolean;
            host: string;
            port: number;
            /** @enum {string} */
            security: "starttls" | "tls" | "none";
            user: string | null;
            hasPassword: boolean;
            fromAddress: string;
            fromName: string;
            checkCertificate: boolean;
            ca: string | null;
            version: number;
            kept: number;
            waiting: {
                count: number;
                trouble: {
                    code: string;
                    explanation: string;
                };
            } | null;
        };
        MailSettingsInput: {
            configured: boolean;
            host: string;
            port: number;
            /** @enum {string} */
            security: "starttls" | "tls" | "none";
            user: string | null;
            hasPassword: boolean;
            fromAddress: string;
            fromName: string;
            checkCertificate: boolean;
            ca: string | null;
            version: number;
            kept: number;
            waiting: {
                count: number;
                trouble: {
                    code: string;
                    explanation: string;
                };
            } | null;
        };
        MailTestResult: {
            ok: boolean;
            code: string;
            explanation: string;
            serverAnswer: string | null;
        };
        MailTestResultInput: {
            ok: boolean;
            code: string;
            explanation: string;
            serverAnswer: string | null;
        };
        Matches: {
            contacts: {
                contact: components["schemas"]["Contact"];
                /** @description what agrees; name alone is a likeness */
                by: ("nip" | "email" | "phone" | "name")[];
            }[];
            companies: {
                company: components["schemas"]["Company"];
                /** @description what agrees; name alone is a likeness */
                by: ("nip" | "email" | "phone" | "name")[];
            }[];
        };
        MatchesInput: {
            contacts: {
                contact: components["schemas"]["ContactInput"];
                /** @description what agrees; name alone is a likeness */
                by: ("nip" | "email" | "phone" | "name")[];
            }[];
            companies: {
                company: components["schemas"]["CompanyInput"];
                /** @description what agrees; name alone is a likeness */
                by: ("nip" | "email" | "phone" | "name")[];
            }[];
        };
        Message: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            conversationId: string;
            channel: string;
            /** @enum {string} */
            direction: "in" | "out";
            from: {
                address: string;
                name: string;
            };
            to: {
                address: string;
                name: string;
            }[];
            cc: {
                address: string;
                name: string;
            }[];
            subject: string;
            text: string;
            /** @description cleaned; to be shown in a sandbox all the same */
            html: string | null;
            automatic: boolean;
            /** @enum {string} */
            state: "received" | "scheduled" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "cancelled";
            trouble: {
                code: string;
                words: string;
                detail: string;
            } | null;
            author: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            files: {
                position: number;
                name: string;
                type: string;
                size: number;
                contentId: string | null;
            }[];
            sendAt: string | null;
            sentAt: string | null;
            createdAt: string;
        };
        MessageInput: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            conversationId: string;
            channel: string;
            /** @enum {string} */
            direction: "in" | "out";
            from: {
                address: string;
                name: string;
            };
            to: {
                address: string;
                name: string;
            }[];
            cc: {
                address: string;
                name: string;
            }[];
            subject: string;
            text: string;
            /** @description cleaned; to be shown in a sandbox all the same */
            html: string | null;
            automatic: boolean;
            /** @enum {string} */
            state: "received" | "scheduled" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "cancelled";
            trouble: {
                code: string;
                words: string;
                detail: string;
            } | null;
            author: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            files: {
                position: number;
                name: string;
                type: string;
                size: number;
                contentId: string | null;
            }[];
            sendAt: string | null;
            sentAt: string | null;
            createdAt: string;
        };
        NewContactPoint: {
            value: string;
            label?: string;
        };
        NewContactPointInput: {
            value: string;
            label?: string;
        };
        NewDealLine: {
            /**
             * Format: uuid
             * @description of a line that is there already
             */
            id?: string;
            /**
             * @description null: a line of free text
             * @default null
             */
            productId: string | null;
            name: string;
            /** @enum {string} */
            kind: "goods" | "service";
            quantity: string;
            unit: string;
            /** @description major units of the currency, net or gross as priceMode says */
            unitPrice: string;
            /** @default null */
            discountPercent: string | null;
            /**
             * @description minor units, off the whole line
             * @default null
             */
            discountAmount: number | null;
            /**
             * @description percent, or zw: exempt, oo: reverse charge, np: outside Polish VAT
             * @enum {string}
             */
            vat: "0" | "5" | "8" | "23" | "zw" | "oo" | "np";
        };
        NewDealLineInput: {
            /**
             * Format: uuid
             * @description of a line that is there already
             */
            id?: string;
            /**
             * @description null: a line of free text
             * @default null
             */
            productId: string | null;
            name: string;
            /** @enum {string} */
            kind: "goods" | "service";
            quantity: string;
            unit: string;
            /** @description major units of the currency, net or gross as priceMode says */
            unitPrice: string;
            /** @default null */
            discountPercent: string | null;
            /**
             * @description minor units, off the whole line
             * @default null
             */
            discountAmount: number | null;
            /**
             * @description percent, or zw: exempt, oo: reverse charge, np: outside Polish VAT
             * @enum {string}
             */
            vat: "0" | "5" | "8" | "23" | "zw" | "oo" | "np";
        };
        Notification: {
            /** Format: uuid */
            id: string;
            code: string;
            params: {
                [key: string]: unknown;
            };
            subject: {
                kind: string;
                /** Format: uuid */
                id: string;
                title: string;
            };
            urgent: boolean;
            taskId: string | null;
            cause: {
                [key: string]: unknown;
            } | null;
            createdAt: string;
            readAt: string | null;
        };
        NotificationInput: {
            /** Format: uuid */
            id: string;
            code: string;
            params: {
                [key: string]: unknown;
            };
            subject: {
                kind: string;
                /** Format: uuid */
                id: string;
                title: string;
            };
            urgent: boolean;
            taskId: string | null;
            cause: {
                [key: string]: unknown;
            } | null;
            createdAt: string;
            readAt: string | null;
        };
        OutgoingMail: {
            /** Format: uuid */
            id: string;
            toAddress: string;
            toName: string;
            recipient: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            subject: string;
            /** @enum {string} */
            state: "kept" | "queued" | "sending" | "sent" | "failed";
            attempts: number;
            trouble: {
                code: string;
                explanation: string;
            } | null;
            serverAnswer: string | null;
            about: {
                kind: string;
                /** Format: uuid */
                id: string;
            } | null;
            createdAt: string;
            sentAt: string | null;
        };
        OutgoingMailInput: {
            /** Format: uuid */
            id: string;
            toAddress: string;
            toName: string;
            recipient: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            subject: string;
            /** @enum {string} */
            state: "kept" | "queued" | "sending" | "sent" | "failed";
            attempts: number;
            trouble: {
                code: string;
                explanation: string;
            } | null;
            serverAnswer: string | null;
            about: {
                kind: string;
                /** Format: uuid */
                id: string;
            } | null;
            createdAt: string;
            sentAt: string | null;
        };
        OutgoingMailWhole: {
            /** Format: uuid */
            id: string;
            toAddress: string;
            toName: string;
            recipient: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            subject: string;
            /** @enum {string} */
            state: "kept" | "queued" | "sending" | "sent" | "failed";
            attempts: number;
            trouble: {
                code: string;
                explanation: string;
            } | null;
            serverAnswer: string | null;
            about: {
                kind: string;
                /** Format: uuid */
                id: string;
            } | null;
            createdAt: string;
            sentAt: string | null;
            messageId: string;
            locale: string;
            bodyText: string | null;
            bodyHtml: string | null;
            confidential: boolean;
        };
        OutgoingMailWholeInput: {
            /** Format: uuid */
            id: string;
            toAddress: string;
            toName: string;
            recipient: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            subject: string;
            /** @enum {string} */
            state: "kept" | "queued" | "sending" | "sent" | "failed";
            attempts: number;
            trouble: {
                code: string;
                explanation: string;
            } | null;
            serverAnswer: string | null;
            about: {
                kind: string;
                /** Format: uuid */
                id: string;
            } | null;
            createdAt: string;
            sentAt: string | null;
            messageId: string;
            locale: string;
            bodyText: string | null;
            bodyHtml: string | null;
            confidential: boolean;
        };
        OwnCompany: {
            name: string;
            nip: string | null;
            zone: string;
            currency: string;
            /** @enum {string} */
            locale: "pl" | "en";
            workHours: components["schemas"]["WeekHours"];
            units: string[];
            /** @enum {string} */
            dealAmount: "net" | "gross";
            demo: boolean;
            version: number;
        };
        OwnCompanyInput: {
            name: string;
            nip: string | null;
            zone: string;
            currency: string;
            /** @enum {string} */
            locale: "pl" | "en";
            workHours: components["schemas"]["WeekHoursInput"];
            units: string[];
            /** @enum {string} */
            dealAmount: "net" | "gross";
            demo: boolean;
            version: number;
        };
        Pipeline: {
            /** Format: uuid */
            id: string;
            key: string | null;
            /** @description whose stages these are: deal, or the key of a kind of the company’s own */
            kind: string;
            name: {
                pl: string;
                en: string;
            };
            position: number;
            winFields: string[];
            winFromLast: boolean;
            archived: boolean;
            version: number;
            stages: components["schemas"]["Stage"][];
        };
        PipelineInput: {
            /** Format: uuid */
            id: string;
            key: string | null;
            /** @description whose stages these are: deal, or the key of a kind of the company’s own */
            kind: string;
            name: {
                pl: string;
                en: string;
            };
            position: number;
            winFields: string[];
            winFromLast: boolean;
            archived: boolean;
            version: number;
            stages: components["schemas"]["StageInput"][];
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            code: string;
            params?: {
                [key: string]: unknown;
            };
            errors?: {
                path: string;
                code: string;
                message: string;
                params?: {
                    [key: string]: unknown;
                };
            }[];
        };
        ProblemInput: {
            type: string;
            title: string;
            status: number;
            code: string;
            params?: {
                [key: string]: unknown;
            };
            errors?: {
                path: string;
                code: string;
                message: string;
                params?: {
                    [key: string]: unknown;
                };
            }[];
        };
        ProcessInstance: {
            /** Format: uuid */
            id: string;
            process: string;
            name: {
                pl: string;
                en: string;
            };
            version: number;
            status: string;
            startedAt: string;
            endedAt: string | null;
            subject: {
                kind: string;
                /** Format: uuid */
                id: string;
                title: string;
                titleParams: {
                    [key: string]: unknown;
                } | null;
            } | null;
            maySteer: boolean;
            tokens: {
                token: number;
                element: {
                    id: string;
                    name: {
                        pl: string;
                        en: string;
                    };
                };
                phase: string;
                since: string | null;
                task: {
                    /** Format: uuid */
                    id: string;
                    kind: string;
                    title: string;
                    titleParams: {
                        [key: string]: unknown;
                    } | null;
                    dueAt: string | null;
                    assignee: {
                        /** Format: uuid */
                        id: string;
                        name: string;
                    } | null;
                    /** @description departments */
                    offeredTo: string[];
                    /** @description people */
                    askedOf: string[];
                } | null;
                timers: {
                    element: {
                        id: string;
                        name: {
                            pl: string;
                            en: string;
                        };
                    };
                    dueAt: string;
                }[];
                incident: {
                    /** Format: uuid */
                    id: string;
                    code: string;
                    message: string;
                    raisedAt: string;
                } | null;
            }[];
        };
        ProcessInstanceInput: {
            /** Format: uuid */
            id: string;
            process: string;
            name: {
                pl: string;
                en: string;
            };
            version: number;
            status: string;
            startedAt: string;
            endedAt: string | null;
            subject: {
                kind: string;
                /** Format: uuid */
                id: string;
                title: string;
                titleParams: {
                    [key: string]: unknown;
                } | null;
            } | null;
            maySteer: boolean;
            tokens: {
                token: number;
                element: {
                    id: string;
                    name: {
                        pl: string;
                        en: string;
                    };
                };
                phase: string;
                since: string | null;
                task: {
                    /** Format: uuid */
                    id: string;
                    kind: string;
                    title: string;
                    titleParams: {
                        [key: string]: unknown;
                    } | null;
                    dueAt: string | null;
                    assignee: {
                        /** Format: uuid */
                        id: string;
                        name: string;
                    } | null;
                    /** @description departments */
                    offeredTo: string[];
                    /** @description people */
                    askedOf: string[];
                } | null;
                timers: {
                    element: {
                        id: string;
                        name: {
                            pl: string;
                            en: string;
                        };
                    };
                    dueAt: string;
                }[];
                incident: {
                    /** Format: uuid */
                    id: string;
                    code: string;
                    message: string;
                    raisedAt: string;
                } | null;
            }[];
        };
        Product: {
            /** Format: uuid */
            id: string;
            name: string;
            code: string | null;
            /** @enum {string} */
            kind: "goods" | "service";
            unit: string;
            /** @description major units; null: agreed each time */
            price: string | null;
            /** @enum {string} */
            priceMode: "net" | "gross";
            currency: string;
            /**
             * @description percent, or zw: exempt, oo: reverse charge, np: outside Polish VAT
             * @enum {string}
             */
            vat: "0" | "5" | "8" | "23" | "zw" | "oo" | "np";
            pkwiu: string;
            gtu: string | null;
            note: string;
            version: number;
            createdAt: string;
            updatedAt: string;
            archivedAt: string | null;
        };
        ProductInput: {
            /** Format: uuid */
            id: string;
            name: string;
            code: string | null;
            /** @enum {string} */
            kind: "goods" | "service";
            unit: string;
            /** @description major units; null: agreed each time */
            price: string | null;
            /** @enum {string} */
            priceMode: "net" | "gross";
            currency: string;
            /**
             * @description percent, or zw: exempt, oo: reverse charge, np: outside Polish VAT
             * @enum {string}
             */
            vat: "0" | "5" | "8" | "23" | "zw" | "oo" | "np";
            pkwiu: string;
            gtu: string | null;
            note: string;
            version: number;
            createdAt: string;
            updatedAt: string;
            archivedAt: string | null;
        };
        Profile: {
            /** Format: uuid */
            id: string;
            name: string;
            email: string;
            /** @enum {string} */
            role: "owner" | "administrator" | "head" | "employee";
            departmentId: string | null;
            supervisorId: string | null;
            position: string;
            phone: string | null;
            extension: string | null;
            skills: string[];
            workHours: components["schemas"]["WeekHours"] | null;
            /** @enum {string} */
            locale: "pl" | "en";
            active: boolean;
            absentUntil: string | null;
            substituteId: string | null;
            version: number;
            createdAt: string;
            preferences: {
                [key: string]: unknown;
            };
        };
        ProfileInput: {
            /** Format: uuid */
            id: string;
            name: string;
            email: string;
            /** @enum {string} */
            role: "owner" | "administrator" | "head" | "employee";
            departmentId: string | null;
            supervisorId: string | null;
            position: string;
            phone: string | null;
            extension: string | null;
            skills: string[];
            workHours: components["schemas"]["WeekHoursInput"] | null;
            /** @enum {string} */
            locale: "pl" | "en";
            active: boolean;
            absentUntil: string | null;
            substituteId: string | null;
            version: number;
            createdAt: string;
            preferences: {
                [key: string]: unknown;
            };
        };
        RateOffer: {
            currency: string;
            /** @description null: no rate of that day or of an earlier one */
            rate: string | null;
            rateOn: string | null;
        };
        RateOfferInput: {
            currency: string;
            /** @description null: no rate of that day or of an earlier one */
            rate: string | null;
            rateOn: string | null;
        };
        RatePreview: {
            base: string;
            /** @description rates that were not there */
            fresh: number;
            /** @description rates that replace another value */
            changed: number;
            /** @description rates that are there already */
            same: number;
            currencies: {
                currency: string;
                count: number;
            }[];
            from: string | null;
            to: string | null;
            /** @description the latest hundred */
            rows: {
                line: number;
                currency: string;
                rateOn: string;
                rate: string;
                before: string | null;
            }[];
            /** @description the first hundred */
            errors: {
                /** @description line of the file, from 1 */
                line: number;
                code: string;
                message: string;
            }[];
            /** @description how many lines cannot be read; they are left out */
            wrong: number;
        };
        RatePreviewInput: {
            base: string;
            /** @description rates that were not there */
            fresh: number;
            /** @description rates that replace another value */
            changed: number;
            /** @description rates that are there already */
            same: number;
            currencies: {
                currency: string;
                count: number;
            }[];
            from: string | null;
            to: string | null;
            /** @description the latest hundred */
            rows: {
                line: number;
                currency: string;
                rateOn: string;
                rate: string;
                before: string | null;
            }[];
            /** @description the first hundred */
            errors: {
                /** @description line of the file, from 1 */
                line: number;
                code: string;
                message: string;
            }[];
            /** @description how many lines cannot be read; they are left out */
            wrong: number;
        };
        Record: {
            /** Format: uuid */
            id: string;
            kind: string;
            number: string;
            title: string;
            /** Format: uuid */
            pipelineId: string;
            stage: {
                /** Format: uuid */
                id: string;
                name: {
                    pl: string;
                    en: string;
                };
                rottingDays: number | null;
                final: ("done" | "dropped") | null;
            };
            /** @description what its stage asks for and it does not hold */
            missingFields: string[];
            /** @description how much of the checklist of its stage is not ticked */
            openChecks: number;
            stageEnteredAt: string;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            department: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            note: string;
            /** @description fields of the company’s own the caller may see */
            custom: {
                [key: string]: unknown;
            };
            closedAt: string | null;
            nextTask: {
                /** Format: uuid */
                id: string;
                title: string;
                titleParams: {
                    [key: string]: unknown;
                } | null;
                dueAt: string | null;
            } | null;
            createdBy: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            archived: boolean;
            version: number;
            createdAt: string;
            updatedAt: string;
        };
        RecordBoard: {
            pipeline: components["schemas"]["Pipeline"];
            currency: string;
            columns: {
                stage: components["schemas"]["Stage"];
                count: number;
                /** @description of the field the kind sums, in minor units of the base currency */
                sum: number | null;
                cards: components["schemas"]["Record"][];
                /** @description cursor for GET /api/records/{kind}?sort=-stageEnteredAt&stageId=... */
                next: string | null;
            }[];
        };
        RecordBoardInput: {
            pipeline: components["schemas"]["PipelineInput"];
            currency: string;
            columns: {
                stage: components["schemas"]["StageInput"];
                count: number;
                /** @description of the field the kind sums, in minor units of the base currency */
                sum: number | null;
                cards: components["schemas"]["RecordInput"][];
                /** @description cursor for GET /api/records/{kind}?sort=-stageEnteredAt&stageId=... */
                next: string | null;
            }[];
        };
        RecordField: {
            kind: string;
            /** @description as changes, filters and columns name it; of the company’s own custom.<name> */
            key: string;
            type: string;
            /** @description of a link to a kind of the company’s own: which */
            target: string | null;
            label: {
                pl: string;
                en: string;
            };
            options: {
                key: string;
                label: {
                    pl: string;
                    en: string;
                };
                archived?: boolean;
            }[];
            custom: boolean;
            required: boolean;
            /** @description a custom field the caller may change */
            editable: boolean;
            sortable: boolean;
            /** @description what a filter can ask of it */
            operators: string[];
        };
        RecordFieldInput: {
            kind: string;
            /** @description as changes, filters and columns name it; of the company’s own custom.<name> */
            key: string;
            type: string;
            /** @description of a link to a kind of the company’s own: which */
            target: string | null;
            label: {
                pl: string;
                en: string;
            };
            options: {
                key: string;
                label: {
                    pl: string;
                    en: string;
                };
                archived?: boolean;
            }[];
            custom: boolean;
            required: boolean;
            /** @description a custom field the caller may change */
            editable: boolean;
            sortable: boolean;
            /** @description what a filter can ask of it */
            operators: string[];
        };
        RecordInput: {
            /** Format: uuid */
            id: string;
            kind: string;
            number: string;
            title: string;
            /** Format: uuid */
            pipelineId: string;
            stage: {
                /** Format: uuid */
                id: string;
                name: {
                    pl: string;
                    en: string;
                };
                rottingDays: number | null;
                final: ("done" | "dropped") | null;
            };
            /** @description what its stage asks for and it does not hold */
            missingFields: string[];
            /** @description how much of the checklist of its stage is not ticked */
            openChecks: number;
            stageEnteredAt: string;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            department: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            note: string;
            /** @description fields of the company’s own the caller may see */
            custom: {
                [key: string]: unknown;
            };
            closedAt: string | null;
            nextTask: {
                /** Format: uuid */
                id: string;
                title: string;
                titleParams: {
                    [key: string]: unknown;
                } | null;
                dueAt: string | null;
            } | null;
            createdBy: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            archived: boolean;
            version: number;
            createdAt: string;
            updatedAt: string;
        };
        Stage: {
            /** Format: uuid */
            id: string;
            key: string | null;
            name: {
                pl: string;
                en: string;
            };
            position: number;
            probability: number;
            rottingDays: number | null;
            /** @description what comes here is closed: done, or given up; null: it goes on */
            final: ("done" | "dropped") | null;
            requiredFields: string[];
            checklist: {
                /** Format: uuid */
                id: string;
                name: {
                    pl: string;
                    en: string;
                };
            }[];
            /** @description by id of the stage gone to; null: from here a deal may go anywhere */
            transitions: {
                [key: string]: {
                    /** @enum {string} */
                    who: "everybody" | "owner" | "supervisors" | "named";
                    /**
                     * @description with who = named: everybody in these and below them
                     * @default []
                     */
                    departmentIds: string[];
                    /**
                     * @description with who = named
                     * @default []
                     */
                    employeeIds: string[];
                };
            } | null;
            /** @description set when a deal goes on from here */
            onLeaving: {
                /** @description expected close, counted from that day */
                expectedInDays?: number;
                /** Format: uuid */
                ownerId?: string;
                source?: string;
            };
            version: number;
        };
        StageInput: {
            /** Format: uuid */
            id: string;
            key: string | null;
            name: {
                pl: string;
                en: string;
            };
            position: number;
            probability: number;
            rottingDays: number | null;
            /** @description what comes here is closed: done, or given up; null: it goes on */
            final: ("done" | "dropped") | null;
            requiredFields: string[];
            checklist: {
                /** Format: uuid */
                id: string;
                name: {
                    pl: string;
                    en: string;
                };
            }[];
            /** @description by id of the stage gone to; null: from here a deal may go anywhere */
            transitions: {
                [key: string]: {
                    /** @enum {string} */
                    who: "everybody" | "owner" | "supervisors" | "named";
                    /**
                     * @description with who = named: everybody in these and below them
                     * @default []
                     */
                    departmentIds: string[];
                    /**
                     * @description with who = named
                     * @default []
                     */
                    employeeIds: string[];
                };
            } | null;
            /** @description set when a deal goes on from here */
            onLeaving: {
                /** @description expected close, counted from that day */
                expectedInDays?: number;
                /** Format: uuid */
                ownerId?: string;
                source?: string;
            };
            version: number;
        };
        StageRule: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description whose rule it is, and whose deals it touches; null: the whole company */
            departmentId: string | null;
            /** Format: uuid */
            stageId: string;
            /** @enum {string} */
            trigger: "enter" | "leave" | "stay";
            /**
             * @description with trigger = stay: after how long
             * @default null
             */
            stay: {
                /** @description ISO 8601: days, hours or minutes, such as P3D or PT4H */
                duration: string;
                /**
                 * @description counted in the working time of the company
                 * @default false
                 */
                working: boolean;
            } | null;
            /**
             * @description a filter as of GET /api/deals; null: every deal
             * @default null
             */
            condition: {
                [key: string]: unknown;
            } | null;
            /** @description done one after the other */
            actions: ({
                /** @constant */
                do: "set";
                fields: {
                    /** @description expected close, counted from that day */
                    expectedInDays?: number;
                    /** Format: uuid */
                    ownerId?: string;
                    source?: string;
                    /** @description fields of the company’s own by their name; null empties one */
                    custom?: {
                        [key: string]: unknown;
                    };
                };
            } | {
                /** @constant */
                do: "move";
                /** Format: uuid */
                stageId: string;
            } | {
                /** @constant */
                do: "win";
            } | {
                /** @constant */
                do: "lose";
                /** Format: uuid */
                reasonId: string;
            } | {
                /** @constant */
                do: "task";
                title: string;
                /** @default  */
                body: string;
                /** @description the owner of the deal, his supervisor, the head of its department, everybody in it, or a person */
                to: ("owner" | "supervisor" | "head" | "department") | string;
                /**
                 * @description counted from when it is set
                 * @default null
                 */
                due: {
                    /** @description ISO 8601: days, hours or minutes, such as P3D or PT4H */
                    duration: string;
                    /**
                     * @description counted in the working time of the company
                     * @default false
                     */
                    working: boolean;
                } | null;
            } | {
                /** @constant */
                do: "notify";
                to: (("owner" | "supervisor" | "head" | "department") | string)[];
                text: string;
                /** @default true */
                mail: boolean;
            } | {
                /** @constant */
                do: "process";
                key: string;
            } | {
                /** @constant */
                do: "wait";
                /** @description ISO 8601: days, hours or minutes, such as P3D or PT4H */
                duration: string;
                /**
                 * @description counted in the working time of the company
                 * @default false
                 */
                working: boolean;
            })[];
            /** Format: uuid */
            pipelineId: string;
            /** @description of its process: cases, faults, pause */
            key: string;
            paused: boolean;
            running: number;
            /** @description how many cases it ever had */
            ran: number;
            lastRanAt: string | null;
            incidents: number;
            mayChange: boolean;
            version: number;
            updatedAt: string;
        };
        StageRuleInput: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description whose rule it is, and whose deals it touches; null: the whole company */
            departmentId: string | null;
            /** Format: uuid */
            stageId: string;
            /** @enum {string} */
            trigger: "enter" | "leave" | "stay";
            /**
             * @description with trigger = stay: after how long
             * @default null
             */
            stay: {
                /** @description ISO 8601: days, hours or minutes, such as P3D or PT4H */
                duration: string;
                /**
                 * @description counted in the working time of the company
                 * @default false
                 */
                working: boolean;
            } | null;
            /**
             * @description a filter as of GET /api/deals; null: every deal
             * @default null
             */
            condition: {
                [key: string]: unknown;
            } | null;
            /** @description done one after the other */
            actions: ({
                /** @constant */
                do: "set";
                fields: {
                    /** @description expected close, counted from that day */
                    expectedInDays?: number;
                    /** Format: uuid */
                    ownerId?: string;
                    source?: string;
                    /** @description fields of the company’s own by their name; null empties one */
                    custom?: {
                        [key: string]: unknown;
                    };
                };
            } | {
                /** @constant */
                do: "move";
                /** Format: uuid */
                stageId: string;
            } | {
                /** @constant */
                do: "win";
            } | {
                /** @constant */
                do: "lose";
                /** Format: uuid */
                reasonId: string;
            } | {
                /** @constant */
                do: "task";
                title: string;
                /** @default  */
                body: string;
                /** @description the owner of the deal, his supervisor, the head of its department, everybody in it, or a person */
                to: ("owner" | "supervisor" | "head" | "department") | string;
                /**
                 * @description counted from when it is set
                 * @default null
                 */
                due: {
                    /** @description ISO 8601: days, hours or minutes, such as P3D or PT4H */
                    duration: string;
                    /**
                     * @description counted in the working time of the company
                     * @default false
                     */
                    working: boolean;
                } | null;
            } | {
                /** @constant */
                do: "notify";
                to: (("owner" | "supervisor" | "head" | "department") | string)[];
                text: string;
                /** @default true */
                mail: boolean;
            } | {
                /** @constant */
                do: "process";
                key: string;
            } | {
                /** @constant */
                do: "wait";
                /** @description ISO 8601: days, hours or minutes, such as P3D or PT4H */
                duration: string;
                /**
                 * @description counted in the working time of the company
                 * @default false
                 */
                working: boolean;
            })[];
            /** Format: uuid */
            pipelineId: string;
            /** @description of its process: cases, faults, pause */
            key: string;
            paused: boolean;
            running: number;
            /** @description how many cases it ever had */
            ran: number;
            lastRanAt: string | null;
            incidents: number;
            mayChange: boolean;
            version: number;
            updatedAt: string;
        };
        StageRuleTrial: {
            from: string;
            to: string;
            /** @description how often the trigger was met; at most 1000 are looked at */
            happened: number;
            /** @description how often the condition holds, too */
            met: number;
            items: {
                /** Format: uuid */
                dealId: string;
                number: number;
                title: string;
                at: string;
                /** @description in the order of the rule */
                actions: {
                    /** @description names; null where the action has none */
                    recipients: string[] | null;
                    changes: {
                        field: string;
                        from: unknown;
                        to: unknown;
                    }[];
                    /** @description code with which it would be refused today */
                    refused: string | null;
                }[];
            }[];
        };
        StageRuleTrialInput: {
            from: string;
            to: string;
            /** @description how often the trigger was met; at most 1000 are looked at */
            happened: number;
            /** @description how often the condition holds, too */
            met: number;
            items: {
                /** Format: uuid */
                dealId: string;
                number: number;
                title: string;
                at: string;
                /** @description in the order of the rule */
                actions: {
                    /** @description names; null where the action has none */
                    recipients: string[] | null;
                    changes: {
                        field: string;
                        from: unknown;
                        to: unknown;
                    }[];
                    /** @description code with which it would be refused today */
                    refused: string | null;
                }[];
            }[];
        };
        Submission: {
            /** Format: uuid */
            id: string;
            formVersion: number;
            leadId: string | null;
            leadNumber: number | null;
            leadTitle: string | null;
            heldReason: "trap" | null;
            pageUrl: string | null;
            answers: {
                [key: string]: string | number | boolean | string[];
            };
            consents: {
                key: string;
                version: number;
                agreed: boolean;
                /** @enum {string} */
                language: "pl" | "en";
            }[];
            origin: string | null;
            receivedAt: string;
        };
        SubmissionInput: {
            /** Format: uuid */
            id: string;
            formVersion: number;
            leadId: string | null;
            leadNumber: number | null;
            leadTitle: string | null;
            heldReason: "trap" | null;
            pageUrl: string | null;
            answers: {
                [key: string]: string | number | boolean | string[];
            };
            consents: {
                key: string;
                version: number;
                agreed: boolean;
                /** @enum {string} */
                language: "pl" | "en";
            }[];
            origin: string | null;
            receivedAt: string;
        };
        Task: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "task" | "claim";
            /** @enum {string} */
            status: "open" | "done" | "cancelled";
            title: string;
            titleParams: {
                [key: string]: unknown;
            } | null;
            body: string;
            assignee: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            subject: {
                kind: string;
                /** Format: uuid */
                id: string;
                title: string;
            } | null;
            dueAt: string | null;
            /** @description null: as the process of reminders says */
            remindBefore: string[] | null;
            /** @enum {string} */
            priority: "low" | "normal" | "high";
            repeat: {
                /** @enum {string} */
                freq: "daily" | "weekdays" | "weekly" | "monthly" | "yearly";
                /** @default 1 */
                interval: number;
                /**
                 * @description the last day it may fall on
                 * @default null
                 */
                until: string | null;
                /**
                 * @description how many there are in all
                 * @default null
                 */
                count: number | null;
            } | null;
            /** @description who set it */
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            /** @description who gave it on last */
            delegatedBy: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            acknowledgedAt: string | null;
            /** @description true: done only once every item is */
            checklistRequired: boolean;
            checklistDone: number;
            checklistTotal: number;
            createdAt: string;
            completedAt: string | null;
            completedBy: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            outcome: string | null;
            byProcess: {
                key: string;
                /** Format: uuid */
                instance: string;
                element: string;
            } | null;
            doneByRecord: boolean;
            version: number;
        };
        TaskInput: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "task" | "claim";
            /** @enum {string} */
            status: "open" | "done" | "cancelled";
            title: string;
            titleParams: {
                [key: string]: unknown;
            } | null;
            body: string;
            assignee: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            subject: {
                kind: string;
                /** Format: uuid */
                id: string;
                title: string;
            } | null;
            dueAt: string | null;
            /** @description null: as the process of reminders says */
            remindBefore: string[] | null;
            /** @enum {string} */
            priority: "low" | "normal" | "high";
            repeat: {
                /** @enum {string} */
                freq: "daily" | "weekdays" | "weekly" | "monthly" | "yearly";
                /** @default 1 */
                interval: number;
                /**
                 * @description the last day it may fall on
                 * @default null
                 */
                until: string | null;
                /**
                 * @description how many there are in all
                 * @default null
                 */
                count: number | null;
            } | null;
            /** @description who set it */
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            /** @description who gave it on last */
            delegatedBy: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            acknowledgedAt: string | null;
            /** @description true: done only once every item is */
            checklistRequired: boolean;
            checklistDone: number;
            checklistTotal: number;
            createdAt: string;
            completedAt: string | null;
            completedBy: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            outcome: string | null;
            byProcess: {
                key: string;
                /** Format: uuid */
                instance: string;
                element: string;
            } | null;
            doneByRecord: boolean;
            version: number;
        };
        TimelineEntry: {
            /** Format: uuid */
            id: string;
            at: string;
            name: string;
            actor: {
                kind: string;
                id: string | null;
                name: string | null;
            };
            payload: {
                [key: string]: unknown;
            };
            names: {
                [key: string]: string;
            };
            changes: {
                field: string;
                from: unknown;
                to: unknown;
            }[];
            call: components["schemas"]["Call"] | null;
            note: {
                /** Format: uuid */
                id: string;
                body: string;
                deleted: boolean;
                mine: boolean;
            } | null;
            task: {
                /** Format: uuid */
                id: string;
                title: string;
                titleParams: {
                    [key: string]: unknown;
                } | null;
            } | null;
            why: {
                process: {
                    pl: string;
                    en: string;
                };
                processKey: string;
                version: number;
                /** Format: uuid */
                instance: string;
                element: {
                    pl: string;
                    en: string;
                } | null;
                elementId: string | null;
                startedBy: {
                    name: string;
                    at: string;
                } | null;
            } | null;
        };
        TimelineEntryInput: {
            /** Format: uuid */
            id: string;
            at: string;
            name: string;
            actor: {
                kind: string;
                id: string | null;
                name: string | null;
            };
            payload: {
                [key: string]: unknown;
            };
            names: {
                [key: string]: string;
            };
            changes: {
                field: string;
                from: unknown;
                to: unknown;
            }[];
            call: components["schemas"]["CallInput"] | null;
            note: {
                /** Format: uuid */
                id: string;
                body: string;
                deleted: boolean;
                mine: boolean;
            } | null;
            task: {
                /** Format: uuid */
                id: string;
                title: string;
                titleParams: {
                    [key: string]: unknown;
                } | null;
            } | null;
            why: {
                process: {
                    pl: string;
                    en: string;
                };
                processKey: string;
                version: number;
                /** Format: uuid */
                instance: string;
                element: {
                    pl: string;
                    en: string;
                } | null;
                elementId: string | null;
                startedBy: {
                    name: string;
                    at: string;
                } | null;
            } | null;
        };
        WayOn: {
            /** @description null: winning */
            stageId: string | null;
            /** @description why this way is not open to the caller, whatever he fills in */
            barred: ("stage.transition_closed" | "stage.transition_not_yours" | "deal.win_from_last_only") | null;
            /** @description who may go this way, where the stage says so */
            who: ("everybody" | "owner" | "supervisors" | "named") | null;
            missingFields: string[];
            openChecks: {
                /** Format: uuid */
                id: string;
                name: {
                    pl: string;
                    en: string;
                };
            }[];
            skipped: {
                /** Format: uuid */
                id: string;
                name: {
                    pl: string;
                    en: string;
                };
            }[];
        };
        WayOnInput: {
            /** @description null: winning */
            stageId: string | null;
            /** @description why this way is not open to the caller, whatever he fills in */
            barred: ("stage.transition_closed" | "stage.transition_not_yours" | "deal.win_from_last_only") | null;
            /** @description who may go this way, where the stage says so */
            who: ("everybody" | "owner" | "supervisors" | "named") | null;
            missingFields: string[];
            openChecks: {
                /** Format: uuid */
                id: string;
                name: {
                    pl: string;
                    en: string;
                };
            }[];
            skipped: {
                /** Format: uuid */
                id: string;
                name: {
                    pl: string;
                    en: string;
                };
            }[];
        };
        Ways: {
            ways: components["schemas"]["WayOn"][];
            /** @description the list of the stage where the deal is */
            checks: {
                /** Format: uuid */
                id: string;
                name: {
                    pl: string;
                    en: string;
                };
                checkedAt: string | null;
                checkedBy: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                } | null;
            }[];
            /** @description how long it was at each stage of its pipeline, all its stays together */
            stays: {
                /** Format: uuid */
                stageId: string;
                seconds: number;
            }[];
        };
        WaysInput: {
            ways: components["schemas"]["WayOnInput"][];
            /** @description the list of the stage where the deal is */
            checks: {
                /** Format: uuid */
                id: string;
                name: {
                    pl: string;
                    en: string;
                };
                checkedAt: string | null;
                checkedBy: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                } | null;
            }[];
            /** @description how long it was at each stage of its pipeline, all its stays together */
            stays: {
                /** Format: uuid */
                stageId: string;
                seconds: number;
            }[];
        };
        WeekHours: {
            1: components["schemas"]["DaySpans"];
            2: components["schemas"]["DaySpans"];
            3: components["schemas"]["DaySpans"];
            4: components["schemas"]["DaySpans"];
            5: components["schemas"]["DaySpans"];
            6: components["schemas"]["DaySpans"];
            7: components["schemas"]["DaySpans"];
        };
        WeekHoursInput: {
            1: components["schemas"]["DaySpansInput"];
            2: components["schemas"]["DaySpansInput"];
            3: components["schemas"]["DaySpansInput"];
            4: components["schemas"]["DaySpansInput"];
            5: components["schemas"]["DaySpansInput"];
            6: components["schemas"]["DaySpansInput"];
            7: components["schemas"]["DaySpansInput"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "start.state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        state: "empty" | "ready";
                        demo: boolean;
                        companyName?: string;
                        version: string;
                        signedIn: boolean;
                        people?: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            role: string;
                            title: string;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "start.set_up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    company: {
                        name: string;
                        nip?: string;
                    };
                    owner: {
                        name: string;
                        email: string;
                        password: string;
                    };
                    departments: string[];
                    /** @enum {string} */
                    locale: "pl" | "en";
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "start.demo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "start.enter_demo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    userId: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "clock.read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        now: string;
                        aheadMs: number;
                        demo: boolean;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "clock.travel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    by: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        now: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "sign_in.open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "sign_in.close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "sign_in.close_all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "password.forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "password.reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "password.change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    current: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "invitations.open": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string;
                        name: string;
                        companyName: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "invitations.accept": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "employees.list": {
        parameters: {
            query?: {
                departmentId?: string;
                role?: "owner" | "administrator" | "head" | "employee";
                q?: string;
                active?: "true" | "false" | "all";
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Employee"][];
                        next: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "employees.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Employee"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "employees.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @enum {string} */
                    role?: "owner" | "administrator" | "head" | "employee";
                    departmentId?: string | null;
                    supervisorId?: string | null;
                    position?: string;
                    phone?: string | null;
                    /** @description under which the telephone exchange rings this person */
                    extension?: string | null;
                    skills?: string[];
                    workHours?: components["schemas"]["WeekHoursInput"] | null;
                    /** @enum {string} */
                    locale?: "pl" | "en";
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "profile.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "profile.update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    phone?: string | null;
                    /** @enum {string} */
                    locale?: "pl" | "en";
                    preferences?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "absences.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Absence"][];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "absences.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    employeeId?: string;
                    /** Format: date-time */
                    from: string;
                    /** Format: date-time */
                    to: string;
                    /** @default null */
                    substituteId?: string | null;
                    /** @default  */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "absences.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tokens.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiToken"][];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tokens.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        token: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tokens.revoke": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "departments.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Department"][];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "departments.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @default null */
                    parentId?: string | null;
                    /** @default null */
                    headId?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "departments.archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "departments.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    parentId?: string | null;
                    headId?: string | null;
                    position?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "invitations.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Invitation"][];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "invitations.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    name: string;
                    /** @enum {string} */
                    role: "owner" | "administrator" | "head" | "employee";
                    /** @default null */
                    departmentId?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        url: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "invitations.revoke": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "own_company.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnCompany"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "own_company.update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    nip?: string | null;
                    zone?: string;
                    currency?: string;
                    /** @enum {string} */
                    locale?: "pl" | "en";
                    workHours?: components["schemas"]["WeekHoursInput"];
                    /** @description units of measure products are sold by */
                    units?: string[];
                    /**
                     * @description which total of its lines is the amount of a deal
                     * @enum {string}
                     */
                    dealAmount?: "net" | "gross";
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "own_company.days": {
        parameters: {
            query: {
                year: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["CompanyDay"][];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "own_company.set_day": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                day: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default  */
                    name?: string;
                    working: boolean;
                    /** @default null */
                    hours?: components["schemas"]["DaySpansInput"] | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "own_company.clear_day": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                day: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "fields.registry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lead, deal, contact, company, or the key of a kind of the company’s own */
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RecordField"][];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "fields.list": {
        parameters: {
            query?: {
                /** @description lead, deal, contact, company, or the key of a kind of the company’s own */
                kind?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["CustomField"][];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "fields.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description lead, deal, contact, company, or the key of a kind of the company’s own */
                    kind: string;
                    /** @description left out: made from the label */
                    key?: string;
                    /** @enum {string} */
                    type: "text" | "long_text" | "number" | "money" | "date" | "moment" | "yes_no" | "choice" | "choices" | "url" | "email" | "phone" | "nip" | "employee" | "lead" | "deal" | "contact" | "company" | "product" | "record";
                    /**
                     * @description with type record: the kind of the company’s own it links to
                     * @default null
                     */
                    target?: string | null;
                    label: {
                        pl: string;
                        en: string;
                    };
                    /** @default [] */
                    options?: {
                        /** @description left out: made from the words */
                        key?: string;
                        label: {
                            pl: string;
                            en: string;
                        };
                        /** @description kept by the records that have it, offered no more */
                        archived?: boolean;
                    }[];
                    /**
                     * @description demanded when a person makes a record, and never to be emptied
                     * @default false
                     */
                    required?: boolean;
                    /**
                     * @description about a person: events keep the values where they can be erased
                     * @default false
                     */
                    personal?: boolean;
                    /**
                     * @description lists are filtered and ordered by it: an index is made
                     * @default false
                     */
                    indexed?: boolean;
                    /**
                     * @description one of the roles or a member of one of the departments; null: everybody
                     * @default null
                     */
                    seenBy?: {
                        roles: ("owner" | "administrator" | "head" | "employee")[];
                        departments: string[];
                    } | null;
                    /**
                     * @description one of the roles or a member of one of the departments; null: everybody
                     * @default null
                     */
                    editedBy?: {
                        roles: ("owner" | "administrator" | "head" | "employee")[];
                        departments: string[];
                    } | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomField"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "fields.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "fields.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    type?: "text" | "long_text" | "number" | "money" | "date" | "moment" | "yes_no" | "choice" | "choices" | "url" | "email" | "phone" | "nip" | "employee" | "lead" | "deal" | "contact" | "company" | "product" | "record";
                    /** @description with type record: the kind of the company’s own it links to */
                    target?: string | null;
                    label?: {
                        pl: string;
                        en: string;
                    };
                    options?: {
                        /** @description left out: made from the words */
                        key?: string;
                        label: {
                            pl: string;
                            en: string;
                        };
                        /** @description kept by the records that have it, offered no more */
                        archived?: boolean;
                    }[];
                    /** @description demanded when a person makes a record, and never to be emptied */
                    required?: boolean;
                    /** @description about a person: events keep the values where they can be erased */
                    personal?: boolean;
                    /** @description lists are filtered and ordered by it: an index is made */
                    indexed?: boolean;
                    /** @description one of the roles or a member of one of the departments; null: everybody */
                    seenBy?: {
                        roles: ("owner" | "administrator" | "head" | "employee")[];
                        departments: string[];
                    } | null;
                    /** @description one of the roles or a member of one of the departments; null: everybody */
                    editedBy?: {
                        roles: ("owner" | "administrator" | "head" | "employee")[];
                        departments: string[];
                    } | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomField"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "fields.order": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lead, deal, contact, company, or the key of a kind of the company’s own */
                kind: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "fields.archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "fields.restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "fields.purge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.list": {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                ownerId?: string;
                companyId?: string;
                /** @description words, a fragment of an e-mail, digits of a telephone number */
                q?: string;
                archived?: "true" | "false";
                /** @description JSON: {"all": [{"field": "amount", "op": "gte", "value": 100000}]}; fields by GET /api/fields/{kind} */
                filter?: string;
                /** @description key of a sortable field; with "-" before it the greatest first */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Contact"][];
                        next: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    firstName?: string;
                    lastName?: string;
                    position?: string;
                    companyId?: string | null;
                    /** @description left out when creating: the caller */
                    ownerId?: string | null;
                    emails?: components["schemas"]["NewContactPointInput"][];
                    /** @description a number without a country is read as Polish */
                    phones?: components["schemas"]["NewContactPointInput"][];
                    locale?: ("pl" | "en") | null;
                    note?: string;
                    /** @description fields of the company’s own by their name; null empties one */
                    custom?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    firstName?: string;
                    lastName?: string;
                    position?: string;
                    companyId?: string | null;
                    /** @description left out when creating: the caller */
                    ownerId?: string | null;
                    emails?: components["schemas"]["NewContactPointInput"][];
                    /** @description a number without a country is read as Polish */
                    phones?: components["schemas"]["NewContactPointInput"][];
                    locale?: ("pl" | "en") | null;
                    note?: string;
                    /** @description fields of the company’s own by their name; null empties one */
                    custom?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "companies.list": {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                ownerId?: string;
                /** @description words, a fragment of an e-mail, digits of a NIP or telephone number */
                q?: string;
                archived?: "true" | "false";
                /** @description JSON: {"all": [{"field": "amount", "op": "gte", "value": 100000}]}; fields by GET /api/fields/{kind} */
                filter?: string;
                /** @description key of a sortable field; with "-" before it the greatest first */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Company"][];
                        next: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "companies.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    nip?: string | null;
                    regon?: string | null;
                    address?: string;
                    website?: string;
                    /** @description left out when creating: the caller */
                    ownerId?: string | null;
                    emails?: components["schemas"]["NewContactPointInput"][];
                    /** @description a number without a country is read as Polish */
                    phones?: components["schemas"]["NewContactPointInput"][];
                    note?: string;
                    /** @description fields of the company’s own by their name; null empties one */
                    custom?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Company"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "companies.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Company"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "companies.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    nip?: string | null;
                    regon?: string | null;
                    address?: string;
                    website?: string;
                    /** @description left out when creating: the caller */
                    ownerId?: string | null;
                    emails?: components["schemas"]["NewContactPointInput"][];
                    /** @description a number without a country is read as Polish */
                    phones?: components["schemas"]["NewContactPointInput"][];
                    note?: string;
                    /** @description fields of the company’s own by their name; null empties one */
                    custom?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Company"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "companies.archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "contacts.match": {
        parameters: {
            query?: {
                email?: string;
                phone?: string;
                nip?: string;
                companyName?: string;
                personName?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Matches"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "exchange_rates.list": {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                currency?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ExchangeRate"][];
                        next: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "exchange_rates.offer": {
        parameters: {
            query: {
                currency: string;
                /** @description left out: today */
                day?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateOffer"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "exchange_rates.set": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                currency: string;
                day: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description units of the base currency for one of this */
                    rate: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "exchange_rates.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                currency: string;
                day: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "exchange_rates.preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    csv: string;
                    /** @description only these; left out: all of the file */
                    currencies?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RatePreview"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "exchange_rates.import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    csv: string;
                    /** @description only these; left out: all of the file */
                    currencies?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RatePreview"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "products.list": {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                /** @description words of the name, a fragment of the code or of the PKWiU */
                q?: string;
                kind?: "goods" | "service";
                /** @description percent, or zw: exempt, oo: reverse charge, np: outside Polish VAT */
                vat?: "0" | "5" | "8" | "23" | "zw" | "oo" | "np";
                archived?: "true" | "false";
                sort?: "name" | "code" | "updated";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Product"][];
                        next: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "products.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @description SKU, unique whatever its case */
                    code?: string | null;
                    /** @enum {string} */
                    kind: "goods" | "service";
                    unit: string;
                    /** @description major units; null: agreed each time */
                    price?: string | null;
                    /** @enum {string} */
                    priceMode?: "net" | "gross";
                    /** @description ISO 4217; left out when creating: the base currency */
                    currency?: string;
                    /**
                     * @description percent, or zw: exempt, oo: reverse charge, np: outside Polish VAT
                     * @enum {string}
                     */
                    vat: "0" | "5" | "8" | "23" | "zw" | "oo" | "np";
                    pkwiu?: string;
                    gtu?: string | null;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "products.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "products.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description SKU, unique whatever its case */
                    code?: string | null;
                    /** @enum {string} */
                    kind?: "goods" | "service";
                    /** @description one of the units of the company */
                    unit?: string;
                    /** @description major units; null: agreed each time */
                    price?: string | null;
                    /** @enum {string} */
                    priceMode?: "net" | "gross";
                    /** @description ISO 4217; left out when creating: the base currency */
                    currency?: string;
                    /**
                     * @description percent, or zw: exempt, oo: reverse charge, np: outside Polish VAT
                     * @enum {string}
                     */
                    vat?: "0" | "5" | "8" | "23" | "zw" | "oo" | "np";
                    pkwiu?: string;
                    gtu?: string | null;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "products.archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "products.restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "forms.list": {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                archived?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            key: string;
                            name: string;
                            active: boolean;
                            departmentId: string | null;
                            ownerId: string | null;
                            definition: {
                                heading?: {
                                    pl?: string;
                                    en?: string;
                                };
                                intro?: {
                                    pl?: string;
                                    en?: string;
                                };
                                fields: {
                                    key: string;
                                    /** @enum {string} */
                                    type: "text" | "long_text" | "email" | "phone" | "number" | "amount" | "select" | "multi_select" | "checkbox" | "date" | "nip" | "hidden";
                                    label: {
                                        pl?: string;
                                        en?: string;
                                    };
                                    help?: {
                                        pl?: string;
                                        en?: string;
                                    };
                                    placeholder?: {
                                        pl?: string;
                                        en?: string;
                                    };
                                    required: boolean;
                                    options?: {
                                        value: string;
                                        label: {
                                            pl?: string;
                                            en?: string;
                                        };
                                    }[];
                                    maxLength?: number;
                                    value?: string;
                                    mapsTo: ("person_name" | "company_name" | "email" | "phone" | "nip" | "message" | "product" | "amount" | "title") | null;
                                }[];
                                consents: {
                                    key: string;
                                    text: {
                                        pl?: string;
                                        en?: string;
                                    };
                                    required: boolean;
                                    version: number;
                                }[];
                                title: string;
                                thankYou: {
                                    heading: {
                                        pl?: string;
                                        en?: string;
                                    };
                                    text: {
                                        pl?: string;
                                        en?: string;
                                    };
                                    redirectUrl?: string;
                                };
                                look: {
                                    accent: string;
                                    radius: number;
                                    /** @enum {string} */
                                    theme: "light" | "dark" | "auto";
                                    /** @enum {string} */
                                    font: "inherit" | "inter";
                                    /** @enum {string} */
                                    size?: "small" | "normal" | "large";
                                    button?: {
                                        pl?: string;
                                        en?: string;
                                    };
                                };
                                source: string;
                                /** @enum {string} */
                                language: "auto" | "pl" | "en";
                                currency: string;
                                allowedOrigins: string[];
                                proofOfWork: boolean;
                            };
                            version: number;
                            createdAt: string;
                            updatedAt: string;
                            archivedAt: string | null;
                            address: string;
                            snippet: string;
                            lastReceivedAt: string | null;
                            received: number;
                            held: number;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "forms.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    key?: string;
                    /** @default null */
                    departmentId?: string | null;
                    /** @default true */
                    active?: boolean;
                    definition?: {
                        heading?: {
                            pl?: string;
                            en?: string;
                        };
                        intro?: {
                            pl?: string;
                            en?: string;
                        };
                        fields: {
                            key: string;
                            /** @enum {string} */
                            type: "text" | "long_text" | "email" | "phone" | "number" | "amount" | "select" | "multi_select" | "checkbox" | "date" | "nip" | "hidden";
                            label: {
                                pl?: string;
                                en?: string;
                            };
                            help?: {
                                pl?: string;
                                en?: string;
                            };
                            placeholder?: {
                                pl?: string;
                                en?: string;
                            };
                            /** @default false */
                            required?: boolean;
                            options?: {
                                value: string;
                                label: {
                                    pl?: string;
                                    en?: string;
                                };
                            }[];
                            maxLength?: number;
                            value?: string;
                            /** @default null */
                            mapsTo?: ("person_name" | "company_name" | "email" | "phone" | "nip" | "message" | "product" | "amount" | "title") | null;
                        }[];
                        /** @default [] */
                        consents?: {
                            key: string;
                            text: {
                                pl?: string;
                                en?: string;
                            };
                            /** @default false */
                            required?: boolean;
                        }[];
                        /** @default {product}, {company_name} */
                        title?: string;
                        /**
                         * @default {
                         *       "heading": {
                         *         "pl": "Dziękujemy",
                         *         "en": "Thank you"
                         *       },
                         *       "text": {
                         *         "pl": "Dostaliśmy Twoją wiadomość. Odezwiemy się wkrótce.",
                         *         "en": "We have received your message. We will be in touch soon."
                         *       }
                         *     }
                         */
                        thankYou?: {
                            heading: {
                                pl?: string;
                                en?: string;
                            };
                            text: {
                                pl?: string;
                                en?: string;
                            };
                            redirectUrl?: string;
                        };
                        /**
                         * @default {
                         *       "accent": "#0b5f76",
                         *       "radius": 6,
                         *       "theme": "auto",
                         *       "font": "inherit",
                         *       "size": "normal"
                         *     }
                         */
                        look?: {
                            accent: string;
                            radius: number;
                            /** @enum {string} */
                            theme: "light" | "dark" | "auto";
                            /** @enum {string} */
                            font: "inherit" | "inter";
                            /**
                             * @default normal
                             * @enum {string}
                             */
                            size?: "small" | "normal" | "large";
                            button?: {
                                pl?: string;
                                en?: string;
                            };
                        };
                        /** @default form */
                        source?: string;
                        /**
                         * @default auto
                         * @enum {string}
                         */
                        language?: "auto" | "pl" | "en";
                        /** @default PLN */
                        currency?: string;
                        allowedOrigins?: string[];
                        /** @default true */
                        proofOfWork?: boolean;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Form"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "forms.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Form"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "forms.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    departmentId?: string | null;
                    active?: boolean;
                    definition?: {
                        heading?: {
                            pl?: string;
                            en?: string;
                        } | null;
                        intro?: {
                            pl?: string;
                            en?: string;
                        } | null;
                        fields?: {
                            key: string;
                            /** @enum {string} */
                            type: "text" | "long_text" | "email" | "phone" | "number" | "amount" | "select" | "multi_select" | "checkbox" | "date" | "nip" | "hidden";
                            label: {
                                pl?: string;
                                en?: string;
                            };
                            help?: {
                                pl?: string;
                                en?: string;
                            };
                            placeholder?: {
                                pl?: string;
                                en?: string;
                            };
                            /** @default false */
                            required?: boolean;
                            options?: {
                                value: string;
                                label: {
                                    pl?: string;
                                    en?: string;
                                };
                            }[];
                            maxLength?: number;
                            value?: string;
                            /** @default null */
                            mapsTo?: ("person_name" | "company_name" | "email" | "phone" | "nip" | "message" | "product" | "amount" | "title") | null;
                        }[];
                        consents?: {
                            key: string;
                            text: {
                                pl?: string;
                                en?: string;
                            };
                            /** @default false */
                            required?: boolean;
                        }[];
                        title?: string;
                        thankYou?: {
                            heading: {
                                pl?: string;
                                en?: string;
                            };
                            text: {
                                pl?: string;
                                en?: string;
                            };
                            redirectUrl?: string;
                        };
                        look?: {
                            accent: string;
                            radius: number;
                            /** @enum {string} */
                            theme: "light" | "dark" | "auto";
                            /** @enum {string} */
                            font: "inherit" | "inter";
                            /**
                             * @default normal
                             * @enum {string}
                             */
                            size?: "small" | "normal" | "large";
                            button?: {
                                pl?: string;
                                en?: string;
                            };
                        };
                        source?: string;
                        /** @enum {string} */
                        language?: "auto" | "pl" | "en";
                        currency?: string;
                        allowedOrigins?: string[];
                        proofOfWork?: boolean;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Form"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "forms.archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Form"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "forms.restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Form"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "forms.duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Form"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "forms.preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    definition: {
                        heading?: {
                            pl?: string;
                            en?: string;
                        };
                        intro?: {
                            pl?: string;
                            en?: string;
                        };
                        fields: {
                            key: string;
                            /** @enum {string} */
                            type: "text" | "long_text" | "email" | "phone" | "number" | "amount" | "select" | "multi_select" | "checkbox" | "date" | "nip" | "hidden";
                            label: {
                                pl?: string;
                                en?: string;
                            };
                            help?: {
                                pl?: string;
                                en?: string;
                            };
                            placeholder?: {
                                pl?: string;
                                en?: string;
                            };
                            /** @default false */
                            required?: boolean;
                            options?: {
                                value: string;
                                label: {
                                    pl?: string;
                                    en?: string;
                                };
                            }[];
                            maxLength?: number;
                            value?: string;
                            /** @default null */
                            mapsTo?: ("person_name" | "company_name" | "email" | "phone" | "nip" | "message" | "product" | "amount" | "title") | null;
                        }[];
                        /** @default [] */
                        consents?: {
                            key: string;
                            text: {
                                pl?: string;
                                en?: string;
                            };
                            /** @default false */
                            required?: boolean;
                        }[];
                        /** @default {product}, {company_name} */
                        title?: string;
                        /**
                         * @default {
                         *       "heading": {
                         *         "pl": "Dziękujemy",
                         *         "en": "Thank you"
                         *       },
                         *       "text": {
                         *         "pl": "Dostaliśmy Twoją wiadomość. Odezwiemy się wkrótce.",
                         *         "en": "We have received your message. We will be in touch soon."
                         *       }
                         *     }
                         */
                        thankYou?: {
                            heading: {
                                pl?: string;
                                en?: string;
                            };
                            text: {
                                pl?: string;
                                en?: string;
                            };
                            redirectUrl?: string;
                        };
                        /**
                         * @default {
                         *       "accent": "#0b5f76",
                         *       "radius": 6,
                         *       "theme": "auto",
                         *       "font": "inherit",
                         *       "size": "normal"
                         *     }
                         */
                        look?: {
                            accent: string;
                            radius: number;
                            /** @enum {string} */
                            theme: "light" | "dark" | "auto";
                            /** @enum {string} */
                            font: "inherit" | "inter";
                            /**
                             * @default normal
                             * @enum {string}
                             */
                            size?: "small" | "normal" | "large";
                            button?: {
                                pl?: string;
                                en?: string;
                            };
                        };
                        /** @default form */
                        source?: string;
                        /**
                         * @default auto
                         * @enum {string}
                         */
                        language?: "auto" | "pl" | "en";
                        /** @default PLN */
                        currency?: string;
                        allowedOrigins?: string[];
                        /** @default true */
                        proofOfWork?: boolean;
                    };
                    /** @enum {string} */
                    language?: "pl" | "en";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        html: string;
                        css: string;
                        thanks: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "forms.consents": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            key: string;
                            version: number;
                            text: {
                                pl?: string;
                                en?: string;
                            };
                            required: boolean;
                            createdAt: string;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "forms.let_through": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                submissionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        leadId: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "forms.submissions": {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Submission"][];
                        next: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "forms.submit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answers: {
                        [key: string]: string | number | boolean | null | string[];
                    };
                    /** @default {} */
                    consents?: {
                        [key: string]: number;
                    };
                    source?: string;
                    /** @default {} */
                    utm?: {
                        [key: string]: string;
                    };
                    pageUrl?: string;
                    referrer?: string;
                    /** @enum {string} */
                    language?: "pl" | "en";
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        leadId: string;
                        number: number;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "forms.submissions_of_lead": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            formId: string;
                            formName: string;
                            answers: {
                                key: string;
                                type: string;
                                label: {
                                    pl?: string;
                                    en?: string;
                                };
                                value: string | number | boolean | string[];
                                /** @description the value as the form names it */
                                words: {
                                    pl?: string;
                                    en?: string;
                                }[];
                            }[];
                            consents: {
                                key: string;
                                version: number;
                                agreed: boolean;
                                /** @enum {string} */
                                language: "pl" | "en";
                                text: {
                                    pl?: string;
                                    en?: string;
                                } | null;
                            }[];
                            origin: string | null;
                            receivedAt: string;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "forms.definition": {
        parameters: {
            query?: {
                lang?: string;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: string;
                        /** @enum {string} */
                        language: "pl" | "en";
                        fields: {
                            key: string;
                            type: string;
                            label: string;
                            help: string;
                            placeholder: string;
                            required: boolean;
                            options: {
                                value: string;
                                label: string;
                            }[];
                        }[];
                        consents: {
                            key: string;
                            version: number;
                            text: string;
                            required: boolean;
                        }[];
                        proofOfWork: boolean;
                        html: string;
                        css: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "forms.challenge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        parameters: {
                            [key: string]: unknown;
                        };
                        signature: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "forms.receive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answers: {
                        [key: string]: string | number | boolean | null | string[];
                    };
                    /** @default {} */
                    consents?: {
                        [key: string]: number;
                    };
                    /** @enum {string} */
                    language?: "pl" | "en";
                    pageUrl?: string;
                    referrer?: string;
                    /** @default {} */
                    utm?: {
                        [key: string]: string;
                    };
                    altcha?: string;
                    extra_subject?: string;
                };
                "application/x-www-form-urlencoded": {
                    answers: {
                        [key: string]: string | number | boolean | null | string[];
                    };
                    /** @default {} */
                    consents?: {
                        [key: string]: number;
                    };
                    /** @enum {string} */
                    language?: "pl" | "en";
                    pageUrl?: string;
                    referrer?: string;
                    /** @default {} */
                    utm?: {
                        [key: string]: string;
                    };
                    altcha?: string;
                    extra_subject?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        thankYou: {
                            heading: string;
                            text: string;
                            redirectUrl: string | null;
                        };
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "leads.list": {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                /** @description one or several, separated by commas */
                status?: string;
                ownerId?: string;
                unowned?: "true" | "false";
                departmentId?: string;
                source?: string;
                q?: string;
                /** @description JSON: {"all": [{"field": "amount", "op": "gte", "value": 100000}]}; fields by GET /api/fields/{kind} */
                filter?: string;
                /** @description key of a sortable field; with "-" before it the greatest first */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Lead"][];
                        next: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "leads.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title: string;
                    personName?: string;
                    companyName?: string;
                    email?: string | null;
                    phone?: string | null;
                    nip?: string | null;
                    product?: string;
                    message?: string;
                    amount?: number | null;
                    currency?: string;
                    /** @description fields of the company’s own by their name; null empties one */
                    custom?: {
                        [key: string]: unknown;
                    };
                    /** @default manual */
                    source?: string;
                    departmentId?: string | null;
                    /**
                     * @description true: the caller keeps the lead; false: it goes through the handling of requests
                     * @default false
                     */
                    mine?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lead"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "leads.board": {
        parameters: {
            query?: {
                /** @description one or several, separated by commas */
                status?: string;
                ownerId?: string;
                unowned?: "true" | "false";
                departmentId?: string;
                source?: string;
                q?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        columns: {
                            /** @enum {string} */
                            status: "new" | "processing" | "waiting" | "converted" | "rejected";
                            count: number;
                            /** @description there are more than `count`, which nobody counted or summed */
                            more: boolean;
                            sums: {
                                currency: string;
                                sum: number;
                            }[];
                            items: components["schemas"]["Lead"][];
                            /** @description cursor for GET /api/leads?status=... */
                            next: string | null;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "leads.sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: string[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "leads.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        number: number;
                        title: string;
                        /** @enum {string} */
                        status: "new" | "processing" | "waiting" | "converted" | "rejected";
                        source: string;
                        owner: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        departmentId: string | null;
                        personName: string;
                        companyName: string;
                        email: string | null;
                        phone: string | null;
                        nip: string | null;
                        message: string;
                        product: string;
                        /** @description minor units of the currency */
                        amount: number | null;
                        currency: string;
                        /** @description fields of the company’s own the caller may see */
                        custom: {
                            [key: string]: unknown;
                        };
                        utm: {
                            [key: string]: string;
                        } | null;
                        pageUrl: string | null;
                        referrer: string | null;
                        acceptedAt: string | null;
                        waitingUntil: string | null;
                        waitingTimes: number;
                        rejectedReason: string | null;
                        rejectedNote: string | null;
                        closedAt: string | null;
                        dealId: string | null;
                        contactId: string | null;
                        companyId: string | null;
                        nextTask: {
                            /** Format: uuid */
                            id: string;
                            title: string;
                            titleParams: {
                                [key: string]: unknown;
                            } | null;
                            dueAt: string | null;
                        } | null;
                        version: number;
                        createdAt: string;
                        updatedAt: string;
                        may: string[];
                        /** @description how often its owner may put it off in all */
                        mostTimes: number | null;
                        /** @description what a converted lead became */
                        made: {
                            /** @enum {string} */
                            kind: "deal" | "contact" | "company";
                            /** Format: uuid */
                            id: string;
                            name: string;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "leads.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title?: string;
                    personName?: string;
                    companyName?: string;
                    email?: string | null;
                    phone?: string | null;
                    nip?: string | null;
                    product?: string;
                    message?: string;
                    amount?: number | null;
                    currency?: string;
                    /** @description fields of the company’s own by their name; null empties one */
                    custom?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lead"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "leads.accept": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lead"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "leads.assign": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    ownerId: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "leads.put_off": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    until: string;
                    /**
                     * @description true: accept a new lead in the same go
                     * @default false
                     */
                    take?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "leads.resume": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "leads.reject": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    reason: "spam" | "wrong_number" | "no_need" | "no_budget" | "competitor" | "no_contact" | "duplicate" | "other";
                    /** @default  */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "leads.reopen": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "pipelines.list": {
        parameters: {
            query?: {
                /** @description deal, or the key of a kind of the company’s own */
                kind?: string;
                /** @description those put away, too */
                all?: "true";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Pipeline"][];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "pipelines.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: {
                        pl: string;
                        en: string;
                    };
                    /**
                     * @description deal, or the key of a kind of the company’s own
                     * @default deal
                     */
                    kind?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        stageId: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "pipelines.order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description all of them, in their order */
                    ids: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "pipelines.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: {
                        pl: string;
                        en: string;
                    };
                    winFields?: string[];
                    /** @description a deal is won from the last stage only */
                    winFromLast?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "pipelines.archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description the stage to which what is open goes
                     */
                    moveTo?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description how much went there */
                        moved: number;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "pipelines.restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "stages.create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: {
                        pl: string;
                        en: string;
                    };
                    probability: number;
                    rottingDays?: number | null;
                    /** @description of a kind of the company’s own only */
                    final?: ("done" | "dropped") | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "stages.order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description all of them, in their order */
                    ids: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "stages.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: {
                        pl: string;
                        en: string;
                    };
                    probability?: number;
                    rottingDays?: number | null;
                    /** @description of a kind of the company’s own only */
                    final?: ("done" | "dropped") | null;
                    requiredFields?: string[];
                    /** @description the whole list in its order; an item with `id` is one that is there */
                    checklist?: {
                        /** Format: uuid */
                        id?: string;
                        name: {
                            pl: string;
                            en: string;
                        };
                    }[];
                    /** @description by id of the stage gone to; null: from here a deal may go anywhere */
                    transitions?: {
                        [key: string]: {
                            /** @enum {string} */
                            who: "everybody" | "owner" | "supervisors" | "named";
                            /**
                             * @description with who = named: everybody in these and below them
                             * @default []
                             */
                            departmentIds?: string[];
                            /**
                             * @description with who = named
                             * @default []
                             */
                            employeeIds?: string[];
                        };
                    } | null;
                    /** @description set when a deal goes on from here */
                    onLeaving?: {
                        /** @description expected close, counted from that day */
                        expectedInDays?: number;
                        /** Format: uuid */
                        ownerId?: string;
                        source?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "stages.archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description the stage to which what is open goes
                     */
                    moveTo?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description how much went there */
                        moved: number;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deals.list": {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                status?: "open" | "won" | "lost";
                pipelineId?: string;
                stageId?: string;
                ownerId?: string;
                contactId?: string;
                companyId?: string;
                /** @description with a line of this product */
                productId?: string;
                sells?: "goods" | "services" | "mixed";
                /** @description words of the title or of the names, digits of the number */
                q?: string;
                /** @description JSON: {"all": [{"field": "amount", "op": "gte", "value": 100000}]}; fields by GET /api/fields/{kind} */
                filter?: string;
                /** @description key of a sortable field; with "-" before it the greatest first */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Deal"][];
                        next: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deals.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title: string;
                    /** @description minor units of the currency */
                    amount?: number | null;
                    /** @description ISO 4217; left out when creating: the base currency */
                    currency?: string;
                    /** @description units of the base currency for one of this; null: not known yet */
                    rate?: string | null;
                    rateOn?: string | null;
                    expectedOn?: string | null;
                    contactId?: string | null;
                    companyId?: string | null;
                    /** @description left out when creating: the caller */
                    ownerId?: string | null;
                    source?: string;
                    note?: string;
                    /** @description fields of the company’s own by their name; null empties one */
                    custom?: {
                        [key: string]: unknown;
                    };
                    /**
                     * Format: uuid
                     * @description left out: the first pipeline
                     */
                    pipelineId?: string;
                    /**
                     * Format: uuid
                     * @description left out: the first stage
                     */
                    stageId?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deal"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deals.board": {
        parameters: {
            query?: {
                /** @description left out: the first pipeline */
                pipeline?: string;
                ownerId?: string;
                /** @description words of the title or of the names, digits of the number */
                q?: string;
                /** @description cards a column */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealBoard"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deals.forecast": {
        parameters: {
            query?: {
                pipelineId?: string;
                ownerId?: string;
                /** @description with those below it */
                departmentId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealForecast"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deals.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deal"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deals.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title?: string;
                    /** @description minor units of the currency */
                    amount?: number | null;
                    /** @description ISO 4217; left out when creating: the base currency */
                    currency?: string;
                    /** @description units of the base currency for one of this; null: not known yet */
                    rate?: string | null;
                    rateOn?: string | null;
                    expectedOn?: string | null;
                    contactId?: string | null;
                    companyId?: string | null;
                    /** @description left out when creating: the caller */
                    ownerId?: string | null;
                    source?: string;
                    note?: string;
                    /** @description fields of the company’s own by their name; null empties one */
                    custom?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deal"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deals.move": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    stageId: string;
                    /** @description changed by the same action */
                    fields?: {
                        /** @description minor units of the currency */
                        amount?: number | null;
                        /** @description ISO 4217; left out when creating: the base currency */
                        currency?: string;
                        /** @description units of the base currency for one of this; null: not known yet */
                        rate?: string | null;
                        rateOn?: string | null;
                        expectedOn?: string | null;
                        contactId?: string | null;
                        companyId?: string | null;
                        /** @description left out when creating: the caller */
                        ownerId?: string | null;
                        source?: string;
                        note?: string;
                        /** @description fields of the company’s own by their name; null empties one */
                        custom?: {
                            [key: string]: unknown;
                        };
                    };
                    /** @description items of the checklist ticked by the same action */
                    checks?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deal"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deals.win": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description changed by the same action */
                    fields?: {
                        /** @description minor units of the currency */
                        amount?: number | null;
                        /** @description ISO 4217; left out when creating: the base currency */
                        currency?: string;
                        /** @description units of the base currency for one of this; null: not known yet */
                        rate?: string | null;
                        rateOn?: string | null;
                        expectedOn?: string | null;
                        contactId?: string | null;
                        companyId?: string | null;
                        /** @description left out when creating: the caller */
                        ownerId?: string | null;
                        source?: string;
                        note?: string;
                        /** @description fields of the company’s own by their name; null empties one */
                        custom?: {
                            [key: string]: unknown;
                        };
                    };
                    /** @description items of the checklist ticked by the same action */
                    checks?: string[];
                } | null;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deal"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deals.lose": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description from the list; this or `reason` is required
                     */
                    reasonId?: string;
                    /** @description in free words */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deal"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deals.reopen": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deal"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deals.ways": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ways"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deals.tick": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                checkId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deals.untick": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                checkId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deals.people": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DealPerson"][];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deals.add_person": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "contact" | "company";
                    /** Format: uuid */
                    id: string;
                    /** @enum {string} */
                    role: "decision_maker" | "payer" | "recipient" | "technical" | "influencer" | "other";
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealPerson"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deals.remove_person": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                personId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deals.lines": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealLines"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deals.save_lines": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    priceMode: "net" | "gross";
                    /** @description left out: as it is; unit prices are taken to be in it */
                    currency?: string;
                    /** @description all of them, in their order */
                    lines: components["schemas"]["NewDealLineInput"][];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealLines"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "leads.propose_conversion": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversionProposal"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "leads.convert": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    contact?: {
                        /** Format: uuid */
                        id?: string;
                        firstName?: string;
                        lastName?: string;
                        position?: string;
                        email?: string | null;
                        phone?: string | null;
                    } | null;
                    /** @default null */
                    company?: {
                        /** Format: uuid */
                        id?: string;
                        name?: string;
                        nip?: string | null;
                        regon?: string | null;
                        address?: string;
                        website?: string;
                        email?: string | null;
                        phone?: string | null;
                    } | null;
                    /** @default null */
                    deal?: {
                        title: string;
                        /** @description minor units of the currency */
                        amount?: number | null;
                        /** @description ISO 4217; left out when creating: the base currency */
                        currency?: string;
                        /** @description units of the base currency for one of this; null: not known yet */
                        rate?: string | null;
                        rateOn?: string | null;
                        expectedOn?: string | null;
                        /** @description left out when creating: the caller */
                        ownerId?: string | null;
                        source?: string;
                        note?: string;
                        /** @description fields of the company’s own by their name; null empties one */
                        custom?: {
                            [key: string]: unknown;
                        };
                        /**
                         * Format: uuid
                         * @description left out: the first pipeline
                         */
                        pipelineId?: string;
                        /**
                         * Format: uuid
                         * @description left out: the first stage
                         */
                        stageId?: string;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contactId: string | null;
                        companyId: string | null;
                        dealId: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "lost_reasons.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["LostReason"][];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "lost_reasons.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: {
                        pl: string;
                        en: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "lost_reasons.order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description all of them, in their order */
                    ids: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "lost_reasons.archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "lost_reasons.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: {
                        pl: string;
                        en: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "kinds.list": {
        parameters: {
            query?: {
                /** @description those put away, too */
                all?: "true";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Kind"][];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "kinds.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of one record */
                    name: {
                        pl: string;
                        en: string;
                    };
                    /** @description of all of them */
                    plural: {
                        pl: string;
                        en: string;
                    };
                    /**
                     * @description under whose heading it stands and where its records are filed; null: the department of their owner
                     * @default null
                     */
                    departmentId?: string | null;
                    /** @description left out: made from the name */
                    numberPattern?: string;
                    /**
                     * @description name of the field of money that is summed on the board
                     * @default null
                     */
                    sumField?: string | null;
                    rights?: {
                        head: {
                            /** @enum {string} */
                            read: "none" | "own" | "department" | "all";
                            /** @enum {string} */
                            create: "none" | "own" | "department" | "all";
                            /** @enum {string} */
                            update: "none" | "own" | "department" | "all";
                            /** @enum {string} */
                            delete: "none" | "own" | "department" | "all";
                        };
                        employee: {
                            /** @enum {string} */
                            read: "none" | "own" | "department" | "all";
                            /** @enum {string} */
                            create: "none" | "own" | "department" | "all";
                            /** @enum {string} */
                            update: "none" | "own" | "department" | "all";
                            /** @enum {string} */
                            delete: "none" | "own" | "department" | "all";
                        };
                    };
                    /** @description left out: made from the name */
                    key?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kind"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "kinds.order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    keys: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "kinds.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kind"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "kinds.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of one record */
                    name?: {
                        pl: string;
                        en: string;
                    };
                    /** @description of all of them */
                    plural?: {
                        pl: string;
                        en: string;
                    };
                    /** @description under whose heading it stands and where its records are filed; null: the department of their owner */
                    departmentId?: string | null;
                    /** @description such as ZAK/{YYYY}/{NNNN}; with the year in it, numbers begin anew each year */
                    numberPattern?: string;
                    /** @description name of the field of money that is summed on the board */
                    sumField?: string | null;
                    rights?: {
                        head: {
                            /** @enum {string} */
                            read: "none" | "own" | "department" | "all";
                            /** @enum {string} */
                            create: "none" | "own" | "department" | "all";
                            /** @enum {string} */
                            update: "none" | "own" | "department" | "all";
                            /** @enum {string} */
                            delete: "none" | "own" | "department" | "all";
                        };
                        employee: {
                            /** @enum {string} */
                            read: "none" | "own" | "department" | "all";
                            /** @enum {string} */
                            create: "none" | "own" | "department" | "all";
                            /** @enum {string} */
                            update: "none" | "own" | "department" | "all";
                            /** @enum {string} */
                            delete: "none" | "own" | "department" | "all";
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kind"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "kinds.archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "kinds.restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "records.list": {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                pipelineId?: string;
                stageId?: string;
                ownerId?: string;
                /** @description only those at no final stage */
                open?: "true";
                /** @description words of the title or of its texts, its number */
                q?: string;
                /** @description JSON: {"all": [{"field": "amount", "op": "gte", "value": 100000}]}; fields by GET /api/fields/{kind} */
                filter?: string;
                /** @description key of a sortable field; with "-" before it the greatest first */
                sort?: string;
            };
            header?: never;
            path: {
                /** @description key of the kind */
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Record"][];
                        next: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "records.create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description key of the kind */
                kind: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title: string;
                    /** @description left out when creating: the caller */
                    ownerId?: string | null;
                    note?: string;
                    /** @description fields of the company’s own by their name; null empties one */
                    custom?: {
                        [key: string]: unknown;
                    };
                    /**
                     * Format: uuid
                     * @description left out: the first pipeline of the kind
                     */
                    pipelineId?: string;
                    /**
                     * Format: uuid
                     * @description left out: the first stage
                     */
                    stageId?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "records.board": {
        parameters: {
            query?: {
                /** @description left out: the first one of the kind */
                pipeline?: string;
                ownerId?: string;
                /** @description words of the title or of its texts, its number */
                q?: string;
                /** @description cards of each column */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description key of the kind */
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordBoard"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "records.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description key of its kind; `record` stands for any */
                kind: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: string;
                        title: string;
                        /** Format: uuid */
                        pipelineId: string;
                        stage: {
                            /** Format: uuid */
                            id: string;
                            name: {
                                pl: string;
                                en: string;
                            };
                            rottingDays: number | null;
                            final: ("done" | "dropped") | null;
                        };
                        /** @description what its stage asks for and it does not hold */
                        missingFields: string[];
                        /** @description how much of the checklist of its stage is not ticked */
                        openChecks: number;
                        stageEnteredAt: string;
                        owner: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        department: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        note: string;
                        /** @description fields of the company’s own the caller may see */
                        custom: {
                            [key: string]: unknown;
                        };
                        closedAt: string | null;
                        nextTask: {
                            /** Format: uuid */
                            id: string;
                            title: string;
                            titleParams: {
                                [key: string]: unknown;
                            } | null;
                            dueAt: string | null;
                        } | null;
                        createdBy: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        archived: boolean;
                        version: number;
                        createdAt: string;
                        updatedAt: string;
                        may: string[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "records.archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description key of its kind; `record` stands for any */
                kind: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "records.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description key of its kind; `record` stands for any */
                kind: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title?: string;
                    /** @description left out when creating: the caller */
                    ownerId?: string | null;
                    note?: string;
                    /** @description fields of the company’s own by their name; null empties one */
                    custom?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "records.move": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description key of its kind; `record` stands for any */
                kind: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    stageId: string;
                    /** @description changed by the same action */
                    fields?: {
                        /** @description left out when creating: the caller */
                        ownerId?: string | null;
                        note?: string;
                        /** @description fields of the company’s own by their name; null empties one */
                        custom?: {
                            [key: string]: unknown;
                        };
                    };
                    /** @description items of the checklist ticked by the same action */
                    checks?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "records.ways": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description key of its kind; `record` stands for any */
                kind: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ways"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "records.tick": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description key of its kind; `record` stands for any */
                kind: string;
                id: string;
                checkId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "records.untick": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description key of its kind; `record` stands for any */
                kind: string;
                id: string;
                checkId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "records.restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description key of its kind; `record` stands for any */
                kind: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "distribution.fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RecordField"][];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "distribution_rules.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DistributionRule"][];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "distribution_rules.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @description as the parameter `filter` of lists, over the fields of GET /api/distribution/fields */
                    conditions: {
                        [key: string]: unknown;
                    };
                    target: {
                        /** @enum {string} */
                        kind: "person";
                        /** Format: uuid */
                        personId: string;
                    } | {
                        /** @enum {string} */
                        kind: "customer_owner";
                    } | {
                        /** @enum {string} */
                        kind: "department";
                        /** Format: uuid */
                        departmentId: string;
                        /**
                         * @description offer: everybody of the department may accept it
                         * @enum {string}
                         */
                        method: "offer" | "round_robin" | "least_loaded" | "random" | "first_available";
                    } | {
                        /** @enum {string} */
                        kind: "skill";
                        skill: string;
                        /** @description at least this level */
                        level: number;
                        /** @description null: of the whole company */
                        departmentId: string | null;
                        /**
                         * @description in turn; who has the fewest open leads and tasks; at random; who works soonest, then has the fewest
                         * @enum {string}
                         */
                        method: "round_robin" | "least_loaded" | "random" | "first_available";
                    };
                    /**
                     * @description only people within their working hours at that moment
                     * @default false
                     */
                    workingOnly?: boolean;
                    /** @default true */
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "distribution_rules.order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "distribution_rules.archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "distribution_rules.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description as the parameter `filter` of lists, over the fields of GET /api/distribution/fields */
                    conditions?: {
                        [key: string]: unknown;
                    };
                    target?: {
                        /** @enum {string} */
                        kind: "person";
                        /** Format: uuid */
                        personId: string;
                    } | {
                        /** @enum {string} */
                        kind: "customer_owner";
                    } | {
                        /** @enum {string} */
                        kind: "department";
                        /** Format: uuid */
                        departmentId: string;
                        /**
                         * @description offer: everybody of the department may accept it
                         * @enum {string}
                         */
                        method: "offer" | "round_robin" | "least_loaded" | "random" | "first_available";
                    } | {
                        /** @enum {string} */
                        kind: "skill";
                        skill: string;
                        /** @description at least this level */
                        level: number;
                        /** @description null: of the whole company */
                        departmentId: string | null;
                        /**
                         * @description in turn; who has the fewest open leads and tasks; at random; who works soonest, then has the fewest
                         * @enum {string}
                         */
                        method: "round_robin" | "least_loaded" | "random" | "first_available";
                    };
                    /** @description only people within their working hours at that moment */
                    workingOnly?: boolean;
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "distribution.simulate": {
        parameters: {
            query?: {
                days?: number;
                /** @description as if the rules switched off were on */
                off?: "true" | "false";
                /** @description only requests this rule decides about; none: no rule */
                rule?: string | "none";
                /** @description only requests this person would get */
                person?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DistributionSimulation"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tasks.list": {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                scope?: "mine" | "set_by_me" | "watched" | "team" | "claims";
                /** @description words of the title or of the record */
                q?: string;
                assigneeId?: string;
                subjectKind?: "lead" | "deal" | "contact" | "company" | "record";
                subjectId?: string;
                status?: "open" | "done" | "all";
                /** @description of open tasks: late by the minute, due today, later or undated */
                time?: "late" | "today" | "coming";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Task"][];
                        next: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tasks.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title: string;
                    body?: string;
                    assigneeId?: string | null;
                    subject?: {
                        /** @enum {string} */
                        kind: "lead" | "deal" | "contact" | "company" | "record";
                        /** Format: uuid */
                        id: string;
                    } | null;
                    dueAt?: string | null;
                    remindBefore?: string[] | null;
                    /** @enum {string} */
                    priority?: "low" | "normal" | "high";
                    checklistRequired?: boolean;
                    /** @description the next one is made when this one is done; needs dueAt */
                    repeat?: {
                        /** @enum {string} */
                        freq: "daily" | "weekdays" | "weekly" | "monthly" | "yearly";
                        /** @default 1 */
                        interval?: number;
                        /**
                         * @description the last day it may fall on
                         * @default null
                         */
                        until?: string | null;
                        /**
                         * @description how many there are in all
                         * @default null
                         */
                        count?: number | null;
                    } | null;
                    checklist?: string[];
                    watchers?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tasks.counts": {
        parameters: {
            query?: {
                scope?: "mine" | "set_by_me" | "watched" | "team" | "claims";
                /** @description words of the title or of the record */
                q?: string;
                assigneeId?: string;
                subjectKind?: "lead" | "deal" | "contact" | "company" | "record";
                subjectId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        late: number;
                        today: number;
                        coming: number;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tasks.claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Claim"][];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tasks.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        kind: "task" | "claim";
                        /** @enum {string} */
                        status: "open" | "done" | "cancelled";
                        title: string;
                        titleParams: {
                            [key: string]: unknown;
                        } | null;
                        body: string;
                        assignee: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        subject: {
                            kind: string;
                            /** Format: uuid */
                            id: string;
                            title: string;
                        } | null;
                        dueAt: string | null;
                        /** @description null: as the process of reminders says */
                        remindBefore: string[] | null;
                        /** @enum {string} */
                        priority: "low" | "normal" | "high";
                        repeat: {
                            /** @enum {string} */
                            freq: "daily" | "weekdays" | "weekly" | "monthly" | "yearly";
                            /** @default 1 */
                            interval: number;
                            /**
                             * @description the last day it may fall on
                             * @default null
                             */
                            until: string | null;
                            /**
                             * @description how many there are in all
                             * @default null
                             */
                            count: number | null;
                        } | null;
                        /** @description who set it */
                        owner: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        /** @description who gave it on last */
                        delegatedBy: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        acknowledgedAt: string | null;
                        /** @description true: done only once every item is */
                        checklistRequired: boolean;
                        checklistDone: number;
                        checklistTotal: number;
                        createdAt: string;
                        completedAt: string | null;
                        completedBy: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        outcome: string | null;
                        byProcess: {
                            key: string;
                            /** Format: uuid */
                            instance: string;
                            element: string;
                        } | null;
                        doneByRecord: boolean;
                        version: number;
                        may: string[];
                        checklist: {
                            /** Format: uuid */
                            id: string;
                            text: string;
                            doneAt: string | null;
                            doneBy: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                        }[];
                        watchers: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tasks.cancel": {
        parameters: {
            query?: {
                /** @description of a task that comes again: whether it still does */
                series?: "goes_on" | "ends";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tasks.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title?: string;
                    body?: string;
                    dueAt?: string | null;
                    /** Format: uuid */
                    assigneeId?: string;
                    remindBefore?: string[] | null;
                    /** @enum {string} */
                    priority?: "low" | "normal" | "high";
                    checklistRequired?: boolean;
                    repeat?: {
                        /** @enum {string} */
                        freq: "daily" | "weekdays" | "weekly" | "monthly" | "yearly";
                        /** @default 1 */
                        interval?: number;
                        /**
                         * @description the last day it may fall on
                         * @default null
                         */
                        until?: string | null;
                        /**
                         * @description how many there are in all
                         * @default null
                         */
                        count?: number | null;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tasks.complete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    outcome?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tasks.reopen": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tasks.claim": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tasks.delegate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    assigneeId: string;
                    /** @default  */
                    word?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tasks.remind": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tasks.acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tasks.watch": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                employeeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tasks.unwatch": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                employeeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tasks.set_checklist": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    items: {
                        /** Format: uuid */
                        id?: string;
                        text: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tasks.tick_item": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                itemId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tasks.untick_item": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                itemId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "notifications.list": {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                unread?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Notification"][];
                        next: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "notifications.read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "calendar.read": {
        parameters: {
            query: {
                from: string;
                to: string;
                /** @description ids separated by commas; the caller when left out */
                people?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @enum {string} */
                            source: "appointment" | "task";
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "meeting" | "call" | "task";
                            title: string;
                            titleParams: {
                                [key: string]: unknown;
                            } | null;
                            startsAt: string;
                            endsAt: string;
                            place: string;
                            /** @description whose calendars it stands in, of those asked for */
                            people: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            }[];
                            done: boolean;
                            mayUpdate: boolean;
                            version: number;
                        }[];
                        /** @description there is more in this time than is shown */
                        more: boolean;
                        days: {
                            /** Format: date */
                            day: string;
                            holiday: string | null;
                            /** @description the caller's own hours */
                            working: {
                                from: string;
                                to: string;
                            }[];
                        }[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "appointments.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @default meeting
                     * @enum {string}
                     */
                    kind?: "meeting" | "call";
                    title: string;
                    /** @default  */
                    body?: string;
                    /** @default  */
                    place?: string;
                    /** Format: date-time */
                    startsAt: string;
                    /** Format: date-time */
                    endsAt: string;
                    /**
                     * @description beside the caller, who always takes part
                     * @default []
                     */
                    employeeIds?: string[];
                    /** @default [] */
                    contactIds?: string[];
                    subject?: {
                        /** @enum {string} */
                        kind: "lead" | "deal" | "contact" | "company" | "record";
                        /** Format: uuid */
                        id: string;
                    } | null;
                    remindBefore?: string[] | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "appointments.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        kind: "meeting" | "call";
                        /** @enum {string} */
                        status: "planned" | "cancelled";
                        title: string;
                        body: string;
                        place: string;
                        startsAt: string;
                        endsAt: string;
                        owner: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        employees: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        }[];
                        contacts: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        }[];
                        subject: {
                            kind: string;
                            /** Format: uuid */
                            id: string;
                            title: string;
                        } | null;
                        /** @description null: as the process of reminders says */
                        remindBefore: string[] | null;
                        version: number;
                        may: string[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "appointments.cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "appointments.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind?: "meeting" | "call";
                    title?: string;
                    body?: string;
                    place?: string;
                    /** Format: date-time */
                    startsAt?: string;
                    /** Format: date-time */
                    endsAt?: string;
                    employeeIds?: string[];
                    contactIds?: string[];
                    remindBefore?: string[] | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "appointments.restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "calendar.feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        since: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "calendar.open_feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        url: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "calendar.close_feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "search.find": {
        parameters: {
            query: {
                q: string;
                /** @description only these kinds, by commas: 'lead,deal'; left out: all */
                kinds?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            kind: string;
                            /** Format: uuid */
                            id: string;
                            title: string;
                            detail: string;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "mail.settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailSettings"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "mail.change_settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    host: string;
                    port: number;
                    /** @enum {string} */
                    security: "starttls" | "tls" | "none";
                    user?: string | null;
                    password?: string | null;
                    fromAddress: string;
                    /** @default  */
                    fromName?: string;
                    /** @default true */
                    checkCertificate?: boolean;
                    ca?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailSettings"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "mail.test_settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    to: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailTestResult"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "mail.list": {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                state?: "kept" | "queued" | "sending" | "sent" | "failed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OutgoingMail"][];
                        next: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "mail.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutgoingMailWhole"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "mail.retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutgoingMailWhole"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "mail.send_kept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "exchanges.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Exchange"][];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "exchanges.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "webhook";
                    name: string;
                    /**
                     * @description whose calls those are that no extension names
                     * @default null
                     */
                    departmentId?: string | null;
                    /**
                     * @description working time within which a missed call is to be called back
                     * @default PT1H
                     */
                    callBackWithin?: string;
                    /** @default true */
                    active?: boolean;
                } | {
                    /** @enum {string} */
                    kind: "ami";
                    name: string;
                    /**
                     * @description whose calls those are that no extension names
                     * @default null
                     */
                    departmentId?: string | null;
                    /**
                     * @description working time within which a missed call is to be called back
                     * @default PT1H
                     */
                    callBackWithin?: string;
                    /** @default true */
                    active?: boolean;
                    ami: components["schemas"]["AmiSettingsInput"];
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        /** @description whose calls those are that no extension names */
                        departmentId: string | null;
                        /** @description working time within which a missed call is to be called back */
                        callBackWithin: string;
                        active: boolean;
                        /** @enum {string} */
                        kind: "webhook" | "ami";
                        ami: components["schemas"]["AmiSettings"] | null;
                        /** @description where it posts its events; of a webhook */
                        url: string;
                        /** @description why it is not heard now */
                        trouble: {
                            code: string;
                            detail: string | null;
                            since: string;
                        } | null;
                        /** @description somebody is connected to it now; of AMI */
                        listened: boolean;
                        /** @description when it last said anything */
                        heardAt: string | null;
                        version: number;
                        /** @description of a webhook; told this once */
                        secret: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "exchanges.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description whose calls those are that no extension names */
                    departmentId?: string | null;
                    /** @description working time within which a missed call is to be called back */
                    callBackWithin?: string;
                    active?: boolean;
                    ami?: components["schemas"]["AmiSettingsInput"];
                    /** @description left out: stays as it is, unless the host changes */
                    password?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exchange"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "exchanges.archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "exchanges.renew_secret": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        secret: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "exchanges.check": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                        code: string;
                        explanation: string;
                        detail: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "exchanges.try_out": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    number: string;
                    /** @enum {string} */
                    outcome: "missed" | "answered";
                    /**
                     * @description who answers, or whose telephone rings
                     * @default null
                     */
                    extension?: string | null;
                    /** @default 4 */
                    ringSeconds?: number;
                    /** @default 8 */
                    talkSeconds?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "exchanges.events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    events: components["schemas"]["ExchangeEventInput"][];
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "exchanges.recording": {
        parameters: {
            query: {
                /** @description the id of the call at the exchange */
                call: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "calls.list": {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                direction?: "in" | "out";
                state?: "ringing" | "answered" | "missed" | "ended";
                employeeId?: string;
                /** @description missed calls nobody has called back */
                callBack?: "open" | "late";
                /** @description digits of the number, or words of the card */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Call"][];
                        next: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "calls.dial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    number: string;
                    /**
                     * @description the record from whose page it is called
                     * @default null
                     */
                    subject?: {
                        /** @enum {string} */
                        kind: "contact" | "company" | "lead" | "deal";
                        /** Format: uuid */
                        id: string;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "calls.now": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Call"][];
                        /** @description by which a number can be dialled from Tok; null: it cannot */
                        extension: string | null;
                        callBack: {
                            open: number;
                            late: number;
                        };
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "calls.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "calls.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note?: string;
                    contactId?: string | null;
                    companyId?: string | null;
                    leadId?: string | null;
                    dealId?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "calls.settle": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "calls.recording": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "calls.of_record": {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path: {
                kind: "contact" | "company" | "lead" | "deal";
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Call"][];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "channel_accounts.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ChannelAccount"][];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "channel_accounts.add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @description the own address, number or name there */
                    address: string;
                    /** @description as the channel needs them; secrets left out stay as they are */
                    settings: {
                        [key: string]: unknown;
                    };
                    /** @description whose inbox it fills */
                    departmentId?: string | null;
                    /** @description a personal account */
                    ownerId?: string | null;
                    /** @enum {string} */
                    unknownBecomes?: "lead" | "nothing";
                    active?: boolean;
                    channel: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelAccount"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "channel_accounts.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelAccount"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "channel_accounts.change": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description the own address, number or name there */
                    address?: string;
                    /** @description as the channel needs them; secrets left out stay as they are */
                    settings?: {
                        [key: string]: unknown;
                    };
                    /** @description whose inbox it fills */
                    departmentId?: string | null;
                    /** @description a personal account */
                    ownerId?: string | null;
                    /** @enum {string} */
                    unknownBecomes?: "lead" | "nothing";
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelAccount"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "channel_accounts.archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "channel_accounts.check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    channel: string;
                    name: string;
                    /** @description the own address, number or name there */
                    address: string;
                    /** @description as the channel needs them; secrets left out stay as they are */
                    settings: {
                        [key: string]: unknown;
                    };
                    /**
                     * Format: uuid
                     * @description of the account whose kept secrets are used where none are given
                     */
                    id?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                        code: string;
                        explanation: string;
                        /** @description the other side’s own words */
                        detail: string;
                        /** @description the setting to look at, where one stands out */
                        field: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "conversations.list": {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                state?: "waiting" | "open" | "closed";
                owner?: string | "nobody";
                channel?: string;
                departmentId?: string;
                /** @description lead, deal, contact, company, or the key of a kind of the company’s own */
                aboutKind?: string;
                aboutId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Conversation"][];
                        next: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "conversations.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "conversations.messages": {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Message"][];
                        next: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "conversations.answer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description left out: that of the conversation, else the first the writer may use
                     */
                    accountId?: string;
                    /** @description left out in a conversation: the other side */
                    to?: {
                        address: string;
                        /** @default  */
                        name?: string;
                    }[];
                    /** @default [] */
                    cc?: {
                        address: string;
                        /** @default  */
                        name?: string;
                    }[];
                    /** @default  */
                    subject?: string;
                    text: string;
                    /** @default null */
                    html?: string | null;
                    /** @default null */
                    sendAt?: string | null;
                    /** @default [] */
                    about?: {
                        /** @enum {string} */
                        kind: "lead" | "deal" | "contact" | "company" | "record";
                        /** Format: uuid */
                        id: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "conversations.assign": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ownerId: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "conversations.close": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "conversations.reopen": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "conversations.file": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "lead" | "deal" | "contact" | "company" | "record";
                    /** Format: uuid */
                    id: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "conversations.unfile": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "lead" | "deal" | "contact" | "company" | "record";
                    /** Format: uuid */
                    id: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "customer_messages.write": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description left out: that of the conversation, else the first the writer may use
                     */
                    accountId?: string;
                    channel?: string;
                    /** @description left out in a conversation: the other side */
                    to?: {
                        address: string;
                        /** @default  */
                        name?: string;
                    }[];
                    /** @default [] */
                    cc?: {
                        address: string;
                        /** @default  */
                        name?: string;
                    }[];
                    /** @default  */
                    subject?: string;
                    text: string;
                    /** @default null */
                    html?: string | null;
                    /** @default null */
                    sendAt?: string | null;
                    /** @default [] */
                    about?: {
                        /** @enum {string} */
                        kind: "lead" | "deal" | "contact" | "company" | "record";
                        /** Format: uuid */
                        id: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "customer_messages.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "customer_messages.cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "customer_messages.retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "customer_messages.file": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                position: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.cases": {
        parameters: {
            query?: {
                state?: "attention" | "late" | "incident" | "suspended" | "running" | "ended";
                process?: string;
                /** @description of the record the case is about, with those below it */
                department?: string;
                /** @description for whom it waits */
                person?: string;
                /** @description one record, as kind/id */
                about?: string;
                /** @description a token stands on it now */
                element?: string;
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            process: string;
                            name: {
                                pl: string;
                                en: string;
                            };
                            version: number;
                            status: string;
                            startedAt: string;
                            endedAt: string | null;
                            subject: {
                                kind: string;
                                /** Format: uuid */
                                id: string;
                                title: string;
                                titleParams: {
                                    [key: string]: unknown;
                                } | null;
                            } | null;
                            maySteer: boolean;
                            tokens: {
                                token: number;
                                element: {
                                    id: string;
                                    name: {
                                        pl: string;
                                        en: string;
                                    };
                                };
                                phase: string;
                                since: string | null;
                                task: {
                                    /** Format: uuid */
                                    id: string;
                                    kind: string;
                                    title: string;
                                    titleParams: {
                                        [key: string]: unknown;
                                    } | null;
                                    dueAt: string | null;
                                    assignee: {
                                        /** Format: uuid */
                                        id: string;
                                        name: string;
                                    } | null;
                                    /** @description departments */
                                    offeredTo: string[];
                                    /** @description people */
                                    askedOf: string[];
                                } | null;
                                timers: {
                                    element: {
                                        id: string;
                                        name: {
                                            pl: string;
                                            en: string;
                                        };
                                    };
                                    dueAt: string;
                                }[];
                                incident: {
                                    /** Format: uuid */
                                    id: string;
                                    code: string;
                                    message: string;
                                    raisedAt: string;
                                } | null;
                            }[];
                            movedAt: string;
                            suspended: boolean;
                            /** @description since when it is late or stopped, where the list is of such cases */
                            pressingSince: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.case_counts": {
        parameters: {
            query?: {
                process?: string;
                /** @description of the record the case is about, with those below it */
                department?: string;
                /** @description for whom it waits */
                person?: string;
                /** @description one record, as kind/id */
                about?: string;
                /** @description a token stands on it now */
                element?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description at most 1001, which means more than a thousand */
                        attention: number;
                        /** @description at most 1001, which means more than a thousand */
                        late: number;
                        /** @description at most 1001, which means more than a thousand */
                        incident: number;
                        /** @description at most 1001, which means more than a thousand */
                        suspended: number;
                        /** @description at most 1001, which means more than a thousand */
                        running: number;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            key: string;
                            name: {
                                pl: string;
                                en: string;
                            };
                            version: number;
                            settingsVersion: number | null;
                            paused: boolean;
                            running: number;
                            late: number;
                            incidents: number;
                            heldAt: string | null;
                            heldStarts: number;
                            startsAnHour: number;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.deploy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    key: string;
                    name: string;
                    bpmn: string;
                    departmentId?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: string;
                        version: number;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: string;
                        name: {
                            pl: string;
                            en: string;
                        };
                        version: number;
                        settingsVersion: number | null;
                        paused: boolean;
                        running: number;
                        late: number;
                        incidents: number;
                        heldAt: string | null;
                        heldStarts: number;
                        startsAnHour: number;
                        bpmn: string;
                        shipped: boolean;
                        sentences: {
                            text: {
                                pl: string;
                                en: string;
                            };
                            elements: string[];
                            when?: {
                                blank: string;
                                is: string;
                            };
                        }[];
                        blanks: {
                            [key: string]: {
                                type: string;
                                label: {
                                    pl: string;
                                    en: string;
                                };
                            } & {
                                [key: string]: unknown;
                            };
                        };
                        elements: {
                            [key: string]: string;
                        };
                        settings: {
                            [key: string]: unknown;
                        };
                        defaults: {
                            [key: string]: unknown;
                        };
                        changedAt: string | null;
                        changedBy: string | null;
                        tokens: {
                            element: string;
                            tokens: number;
                        }[];
                        mayChange: boolean;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.change_settings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: number;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.pause": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.switch_on": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.of_record": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "lead" | "deal" | "record" | "task";
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ProcessInstance"][];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.instance": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        process: string;
                        name: {
                            pl: string;
                            en: string;
                        };
                        version: number;
                        status: string;
                        startedAt: string;
                        endedAt: string | null;
                        subject: {
                            kind: string;
                            /** Format: uuid */
                            id: string;
                            title: string;
                            titleParams: {
                                [key: string]: unknown;
                            } | null;
                        } | null;
                        maySteer: boolean;
                        tokens: {
                            token: number;
                            element: {
                                id: string;
                                name: {
                                    pl: string;
                                    en: string;
                                };
                            };
                            phase: string;
                            since: string | null;
                            task: {
                                /** Format: uuid */
                                id: string;
                                kind: string;
                                title: string;
                                titleParams: {
                                    [key: string]: unknown;
                                } | null;
                                dueAt: string | null;
                                assignee: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                } | null;
                                /** @description departments */
                                offeredTo: string[];
                                /** @description people */
                                askedOf: string[];
                            } | null;
                            timers: {
                                element: {
                                    id: string;
                                    name: {
                                        pl: string;
                                        en: string;
                                    };
                                };
                                dueAt: string;
                            }[];
                            incident: {
                                /** Format: uuid */
                                id: string;
                                code: string;
                                message: string;
                                raisedAt: string;
                            } | null;
                        }[];
                        suspended: boolean;
                        calledBy: string | null;
                        /** @description Of the process itself; only for who may steer */
                        variables: {
                            [key: string]: unknown;
                        } | null;
                        bpmn: string;
                        elements: {
                            [key: string]: string;
                        };
                        history: {
                            element: {
                                id: string;
                                name: {
                                    pl: string;
                                    en: string;
                                };
                            };
                            token: number;
                            what: string;
                            flow: string | null;
                            at: string;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.cancel_instance": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            instance: string;
                            process: string;
                            processName: {
                                pl: string;
                                en: string;
                            };
                            element: {
                                id: string;
                                name: {
                                    pl: string;
                                    en: string;
                                };
                            };
                            code: string;
                            message: string;
                            raisedAt: string;
                            subject: {
                                kind: string;
                                /** Format: uuid */
                                id: string;
                                title: string;
                            } | null;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.resolve_incident": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    resolution: "retry" | "skip" | "cancel";
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.beat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        secondsAgo: number | null;
                        latenessMs: number;
                        running: number;
                        backlog: number;
                        failed: number;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    bpmn: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        problems: {
                            severity: string;
                            code: string;
                            elementId: string;
                            elementName?: string;
                            params: {
                                [key: string]: string;
                            };
                            message: string;
                            suggestion: string;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.start": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    startEvent?: string;
                    subject?: {
                        /** @enum {string} */
                        kind: "lead" | "deal" | "task" | "contact" | "company";
                        /** Format: uuid */
                        id: string;
                    } | null;
                    variables?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.set_guard": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    startsAnHour: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.decide_held_starts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    decision: "start" | "discard";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        starts: number;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    correlationKey?: string | null;
                    variables?: {
                        [key: string]: unknown;
                    };
                    /** Format: duration */
                    timeToLive?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.broadcast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    variables?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reached: number;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.suspend_instance": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.resume_instance": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.move_token": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                token: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    to: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.set_variables": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    variables: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.bulks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            action: {
                                do: string;
                            } & {
                                [key: string]: unknown;
                            };
                            filter: {
                                [key: string]: unknown;
                            };
                            total: number;
                            done: number;
                            refused: number;
                            by: string;
                            createdAt: string;
                            finishedAt: string | null;
                            stopped: boolean;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.start_bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    filter: {
                        process?: string;
                        version?: number;
                        element?: string;
                        code?: string;
                        incident?: boolean;
                        suspended?: boolean;
                        ids?: string[];
                    };
                    action: {
                        /** @enum {string} */
                        do: "retry" | "skip" | "cancel" | "suspend" | "resume" | "remind";
                    } | {
                        /** @enum {string} */
                        do: "reassign";
                        /** Format: uuid */
                        assigneeId: string;
                    } | {
                        /** @enum {string} */
                        do: "move";
                        from: string;
                        to: string;
                    } | {
                        /** @enum {string} */
                        do: "set";
                        variables: {
                            [key: string]: unknown;
                        };
                    };
                    dryRun?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string | null;
                        total: number;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "processes.stop_bulk": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "stage_rules.list": {
        parameters: {
            query?: {
                pipelineId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["StageRule"][];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "stage_rules.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @description whose rule it is, and whose deals it touches; null: the whole company */
                    departmentId: string | null;
                    /** Format: uuid */
                    stageId: string;
                    /** @enum {string} */
                    trigger: "enter" | "leave" | "stay";
                    /**
                     * @description with trigger = stay: after how long
                     * @default null
                     */
                    stay?: {
                        /** @description ISO 8601: days, hours or minutes, such as P3D or PT4H */
                        duration: string;
                        /**
                         * @description counted in the working time of the company
                         * @default false
                         */
                        working?: boolean;
                    } | null;
                    /**
                     * @description a filter as of GET /api/deals; null: every deal
                     * @default null
                     */
                    condition?: {
                        [key: string]: unknown;
                    } | null;
                    /** @description done one after the other */
                    actions: ({
                        /** @enum {string} */
                        do: "set";
                        fields: {
                            /** @description expected close, counted from that day */
                            expectedInDays?: number;
                            /** Format: uuid */
                            ownerId?: string;
                            source?: string;
                            /** @description fields of the company’s own by their name; null empties one */
                            custom?: {
                                [key: string]: unknown;
                            };
                        };
                    } | {
                        /** @enum {string} */
                        do: "move";
                        /** Format: uuid */
                        stageId: string;
                    } | {
                        /** @enum {string} */
                        do: "win";
                    } | {
                        /** @enum {string} */
                        do: "lose";
                        /** Format: uuid */
                        reasonId: string;
                    } | {
                        /** @enum {string} */
                        do: "task";
                        title: string;
                        /** @default  */
                        body?: string;
                        /** @description the owner of the deal, his supervisor, the head of its department, everybody in it, or a person */
                        to: ("owner" | "supervisor" | "head" | "department") | string;
                        /**
                         * @description counted from when it is set
                         * @default null
                         */
                        due?: {
                            /** @description ISO 8601: days, hours or minutes, such as P3D or PT4H */
                            duration: string;
                            /**
                             * @description counted in the working time of the company
                             * @default false
                             */
                            working?: boolean;
                        } | null;
                    } | {
                        /** @enum {string} */
                        do: "notify";
                        to: (("owner" | "supervisor" | "head" | "department") | string)[];
                        text: string;
                        /** @default true */
                        mail?: boolean;
                    } | {
                        /** @enum {string} */
                        do: "process";
                        key: string;
                    } | {
                        /** @enum {string} */
                        do: "wait";
                        /** @description ISO 8601: days, hours or minutes, such as P3D or PT4H */
                        duration: string;
                        /**
                         * @description counted in the working time of the company
                         * @default false
                         */
                        working?: boolean;
                    })[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StageRule"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "stage_rules.try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description whose rule it is, and whose deals it touches; null: the whole company */
                    departmentId: string | null;
                    /** Format: uuid */
                    stageId: string;
                    /** @enum {string} */
                    trigger: "enter" | "leave" | "stay";
                    /**
                     * @description with trigger = stay: after how long
                     * @default null
                     */
                    stay?: {
                        /** @description ISO 8601: days, hours or minutes, such as P3D or PT4H */
                        duration: string;
                        /**
                         * @description counted in the working time of the company
                         * @default false
                         */
                        working?: boolean;
                    } | null;
                    /**
                     * @description a filter as of GET /api/deals; null: every deal
                     * @default null
                     */
                    condition?: {
                        [key: string]: unknown;
                    } | null;
                    /** @description done one after the other */
                    actions: ({
                        /** @enum {string} */
                        do: "set";
                        fields: {
                            /** @description expected close, counted from that day */
                            expectedInDays?: number;
                            /** Format: uuid */
                            ownerId?: string;
                            source?: string;
                            /** @description fields of the company’s own by their name; null empties one */
                            custom?: {
                                [key: string]: unknown;
                            };
                        };
                    } | {
                        /** @enum {string} */
                        do: "move";
                        /** Format: uuid */
                        stageId: string;
                    } | {
                        /** @enum {string} */
                        do: "win";
                    } | {
                        /** @enum {string} */
                        do: "lose";
                        /** Format: uuid */
                        reasonId: string;
                    } | {
                        /** @enum {string} */
                        do: "task";
                        title: string;
                        /** @default  */
                        body?: string;
                        /** @description the owner of the deal, his supervisor, the head of its department, everybody in it, or a person */
                        to: ("owner" | "supervisor" | "head" | "department") | string;
                        /**
                         * @description counted from when it is set
                         * @default null
                         */
                        due?: {
                            /** @description ISO 8601: days, hours or minutes, such as P3D or PT4H */
                            duration: string;
                            /**
                             * @description counted in the working time of the company
                             * @default false
                             */
                            working?: boolean;
                        } | null;
                    } | {
                        /** @enum {string} */
                        do: "notify";
                        to: (("owner" | "supervisor" | "head" | "department") | string)[];
                        text: string;
                        /** @default true */
                        mail?: boolean;
                    } | {
                        /** @enum {string} */
                        do: "process";
                        key: string;
                    } | {
                        /** @enum {string} */
                        do: "wait";
                        /** @description ISO 8601: days, hours or minutes, such as P3D or PT4H */
                        duration: string;
                        /**
                         * @description counted in the working time of the company
                         * @default false
                         */
                        working?: boolean;
                    })[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StageRuleTrial"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "stage_rules.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StageRule"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "stage_rules.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @description whose rule it is, and whose deals it touches; null: the whole company */
                    departmentId: string | null;
                    /** Format: uuid */
                    stageId: string;
                    /** @enum {string} */
                    trigger: "enter" | "leave" | "stay";
                    /**
                     * @description with trigger = stay: after how long
                     * @default null
                     */
                    stay?: {
                        /** @description ISO 8601: days, hours or minutes, such as P3D or PT4H */
                        duration: string;
                        /**
                         * @description counted in the working time of the company
                         * @default false
                         */
                        working?: boolean;
                    } | null;
                    /**
                     * @description a filter as of GET /api/deals; null: every deal
                     * @default null
                     */
                    condition?: {
                        [key: string]: unknown;
                    } | null;
                    /** @description done one after the other */
                    actions: ({
                        /** @enum {string} */
                        do: "set";
                        fields: {
                            /** @description expected close, counted from that day */
                            expectedInDays?: number;
                            /** Format: uuid */
                            ownerId?: string;
                            source?: string;
                            /** @description fields of the company’s own by their name; null empties one */
                            custom?: {
                                [key: string]: unknown;
                            };
                        };
                    } | {
                        /** @enum {string} */
                        do: "move";
                        /** Format: uuid */
                        stageId: string;
                    } | {
                        /** @enum {string} */
                        do: "win";
                    } | {
                        /** @enum {string} */
                        do: "lose";
                        /** Format: uuid */
                        reasonId: string;
                    } | {
                        /** @enum {string} */
                        do: "task";
                        title: string;
                        /** @default  */
                        body?: string;
                        /** @description the owner of the deal, his supervisor, the head of its department, everybody in it, or a person */
                        to: ("owner" | "supervisor" | "head" | "department") | string;
                        /**
                         * @description counted from when it is set
                         * @default null
                         */
                        due?: {
                            /** @description ISO 8601: days, hours or minutes, such as P3D or PT4H */
                            duration: string;
                            /**
                             * @description counted in the working time of the company
                             * @default false
                             */
                            working?: boolean;
                        } | null;
                    } | {
                        /** @enum {string} */
                        do: "notify";
                        to: (("owner" | "supervisor" | "head" | "department") | string)[];
                        text: string;
                        /** @default true */
                        mail?: boolean;
                    } | {
                        /** @enum {string} */
                        do: "process";
                        key: string;
                    } | {
                        /** @enum {string} */
                        do: "wait";
                        /** @description ISO 8601: days, hours or minutes, such as P3D or PT4H */
                        duration: string;
                        /**
                         * @description counted in the working time of the company
                         * @default false
                         */
                        working?: boolean;
                    })[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StageRule"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "stage_rules.archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "views.list": {
        parameters: {
            query: {
                /** @description lead, deal, contact, company, or the key of a kind of the company’s own */
                kind: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ListView"][];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "views.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description lead, deal, contact, company, or the key of a kind of the company’s own */
                    kind: string;
                    name: string;
                    /**
                     * @default private
                     * @enum {string}
                     */
                    shared?: "private" | "department" | "company";
                    /** @description as the parameter `filter` of the list */
                    filter: {
                        [key: string]: unknown;
                    };
                    /** @default null */
                    sort?: string | null;
                    /**
                     * @description keys of fields in order; null: the usual ones
                     * @default null
                     */
                    columns?: string[] | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListView"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "views.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "views.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @enum {string} */
                    shared?: "private" | "department" | "company";
                    /** @description as the parameter `filter` of the list */
                    filter?: {
                        [key: string]: unknown;
                    };
                    sort?: string | null;
                    /** @description keys of fields in order; null: the usual ones */
                    columns?: string[] | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListView"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "views.make_default": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description lead, deal, contact, company, or the key of a kind of the company’s own */
                    kind: string;
                    viewId: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "bulk_edits.count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description lead, deal, contact, company, or the key of a kind of the company’s own */
                    kind: string;
                    /** @description as the parameter `filter` of the list */
                    filter?: {
                        [key: string]: unknown;
                    };
                    q?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** @description no more can be changed at once; counted no further */
                        most: number;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "bulk_edits.start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description of the records named by `ids`, else of all that `filter` and `q` find */
        requestBody: {
            content: {
                "application/json": {
                    /** @description lead, deal, contact, company, or the key of a kind of the company’s own */
                    kind: string;
                    ids?: string[];
                    /** @description as the parameter `filter` of the list */
                    filter?: {
                        [key: string]: unknown;
                    };
                    q?: string;
                    action: {
                        /** @enum {string} */
                        do: "set";
                        field: string;
                        value: unknown;
                    } | {
                        /** @enum {string} */
                        do: "assign";
                        /** Format: uuid */
                        ownerId: string;
                    } | {
                        /** @enum {string} */
                        do: "move";
                        /** Format: uuid */
                        stageId: string;
                    } | {
                        /** @enum {string} */
                        do: "win";
                    } | {
                        /** @enum {string} */
                        do: "lose";
                        reason: string;
                    } | {
                        /** @enum {string} */
                        do: "reject";
                        reason: string;
                        /** @default  */
                        note?: string;
                    } | {
                        /** @enum {string} */
                        do: "reopen";
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkEdit"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "bulk_edits.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkEdit"];
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "bulk_edits.stop": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "lists.export": {
        parameters: {
            query?: {
                format?: "csv" | "xlsx";
                /** @description JSON: {"all": [{"field": "amount", "op": "gte", "value": 100000}]}; fields by GET /api/fields/{kind} */
                filter?: string;
                /** @description key of a sortable field; with "-" before it the greatest first */
                sort?: string;
                q?: string;
                /** @description keys of fields, separated by commas; left out: all of them */
                columns?: string;
            };
            header?: never;
            path: {
                /** @description lead, deal, contact, company, or the key of a kind of the company’s own */
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "imports.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Import"][];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "imports.create": {
        parameters: {
            query: {
                kind: "lead" | "deal" | "contact" | "company";
                /** @description of the file, as people know it */
                name: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        kind: "lead" | "deal" | "contact" | "company";
                        fileName: string;
                        size: number;
                        /** @enum {string} */
                        encoding: "utf-8" | "windows-1250";
                        /** @enum {string} */
                        delimiter: ";" | "," | "\t";
                        /** @description of a workbook, the one that is read; null: the file is text */
                        sheet: string | null;
                        headers: string[];
                        /** @description rows of the file */
                        total: number;
                        mapping: (string | null)[] | null;
                        options: {
                            /**
                             * @description what becomes of a row whose NIP, e-mail or telephone somebody in the list has already
                             * @enum {string}
                             */
                            duplicates: "skip" | "update" | "create";
                            /** @description of rows that name no owner; null: nobody */
                            ownerId: string | null;
                            /** @description whether processes hear of what is made and changed, and may start by it */
                            processes: boolean;
                        } | null;
                        /** @enum {string} */
                        phase: "draft" | "checking" | "checked" | "running" | "finished" | "undoing" | "undone";
                        done: number;
                        made: number;
                        updated: number;
                        skipped: number;
                        refused: number;
                        undone: number;
                        /** @description left by the undoing, because somebody has worked on them since */
                        kept: number;
                        undoable: boolean;
                        createdAt: string;
                        finishedAt: string | null;
                        stopped: boolean;
                        /** @description the first rows; empty once the file was let go */
                        preview: string[][];
                        /** @description what the columns probably are, or were the last time */
                        proposed: (string | null)[];
                        fields: {
                            key: string;
                            label: {
                                pl: string;
                                en: string;
                            };
                            required: boolean;
                        }[];
                        /** @description whether duplicates can be told by what this kind holds */
                        comparable: boolean;
                        /** @description the first of the rows refused, and why */
                        refusals: {
                            row: number;
                            field: string | null;
                            code: string;
                            params: {
                                [key: string]: unknown;
                            } | null;
                        }[];
                        /** @description the first of those kept */
                        keptRecords: {
                            /** Format: uuid */
                            id: string;
                            name: string | null;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "imports.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        kind: "lead" | "deal" | "contact" | "company";
                        fileName: string;
                        size: number;
                        /** @enum {string} */
                        encoding: "utf-8" | "windows-1250";
                        /** @enum {string} */
                        delimiter: ";" | "," | "\t";
                        /** @description of a workbook, the one that is read; null: the file is text */
                        sheet: string | null;
                        headers: string[];
                        /** @description rows of the file */
                        total: number;
                        mapping: (string | null)[] | null;
                        options: {
                            /**
                             * @description what becomes of a row whose NIP, e-mail or telephone somebody in the list has already
                             * @enum {string}
                             */
                            duplicates: "skip" | "update" | "create";
                            /** @description of rows that name no owner; null: nobody */
                            ownerId: string | null;
                            /** @description whether processes hear of what is made and changed, and may start by it */
                            processes: boolean;
                        } | null;
                        /** @enum {string} */
                        phase: "draft" | "checking" | "checked" | "running" | "finished" | "undoing" | "undone";
                        done: number;
                        made: number;
                        updated: number;
                        skipped: number;
                        refused: number;
                        undone: number;
                        /** @description left by the undoing, because somebody has worked on them since */
                        kept: number;
                        undoable: boolean;
                        createdAt: string;
                        finishedAt: string | null;
                        stopped: boolean;
                        /** @description the first rows; empty once the file was let go */
                        preview: string[][];
                        /** @description what the columns probably are, or were the last time */
                        proposed: (string | null)[];
                        fields: {
                            key: string;
                            label: {
                                pl: string;
                                en: string;
                            };
                            required: boolean;
                        }[];
                        /** @description whether duplicates can be told by what this kind holds */
                        comparable: boolean;
                        /** @description the first of the rows refused, and why */
                        refusals: {
                            row: number;
                            field: string | null;
                            code: string;
                            params: {
                                [key: string]: unknown;
                            } | null;
                        }[];
                        /** @description the first of those kept */
                        keptRecords: {
                            /** Format: uuid */
                            id: string;
                            name: string | null;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "imports.discard": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "imports.format": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    encoding: "utf-8" | "windows-1250";
                    /** @enum {string} */
                    delimiter: ";" | "," | "\t";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        kind: "lead" | "deal" | "contact" | "company";
                        fileName: string;
                        size: number;
                        /** @enum {string} */
                        encoding: "utf-8" | "windows-1250";
                        /** @enum {string} */
                        delimiter: ";" | "," | "\t";
                        /** @description of a workbook, the one that is read; null: the file is text */
                        sheet: string | null;
                        headers: string[];
                        /** @description rows of the file */
                        total: number;
                        mapping: (string | null)[] | null;
                        options: {
                            /**
                             * @description what becomes of a row whose NIP, e-mail or telephone somebody in the list has already
                             * @enum {string}
                             */
                            duplicates: "skip" | "update" | "create";
                            /** @description of rows that name no owner; null: nobody */
                            ownerId: string | null;
                            /** @description whether processes hear of what is made and changed, and may start by it */
                            processes: boolean;
                        } | null;
                        /** @enum {string} */
                        phase: "draft" | "checking" | "checked" | "running" | "finished" | "undoing" | "undone";
                        done: number;
                        made: number;
                        updated: number;
                        skipped: number;
                        refused: number;
                        undone: number;
                        /** @description left by the undoing, because somebody has worked on them since */
                        kept: number;
                        undoable: boolean;
                        createdAt: string;
                        finishedAt: string | null;
                        stopped: boolean;
                        /** @description the first rows; empty once the file was let go */
                        preview: string[][];
                        /** @description what the columns probably are, or were the last time */
                        proposed: (string | null)[];
                        fields: {
                            key: string;
                            label: {
                                pl: string;
                                en: string;
                            };
                            required: boolean;
                        }[];
                        /** @description whether duplicates can be told by what this kind holds */
                        comparable: boolean;
                        /** @description the first of the rows refused, and why */
                        refusals: {
                            row: number;
                            field: string | null;
                            code: string;
                            params: {
                                [key: string]: unknown;
                            } | null;
                        }[];
                        /** @description the first of those kept */
                        keptRecords: {
                            /** Format: uuid */
                            id: string;
                            name: string | null;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "imports.check": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description for each column the key of the field it fills, or null */
                    mapping: (string | null)[];
                    options: {
                        /**
                         * @description what becomes of a row whose NIP, e-mail or telephone somebody in the list has already
                         * @enum {string}
                         */
                        duplicates: "skip" | "update" | "create";
                        /** @description of rows that name no owner; null: nobody */
                        ownerId: string | null;
                        /** @description whether processes hear of what is made and changed, and may start by it */
                        processes: boolean;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "imports.start": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "imports.stop": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "imports.undo": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "imports.errors": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "workplace.me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            email: string;
                            role: string;
                            /** @enum {string} */
                            locale: "pl" | "en";
                            departmentId: string | null;
                        };
                        company: {
                            name: string;
                            zone: string;
                            currency: string;
                            /** @enum {string} */
                            locale: "pl" | "en";
                        };
                        demo: boolean;
                        now: string;
                        can: {
                            [key: string]: string;
                        };
                        counts: {
                            requests: number;
                            tasks: number;
                            late: number;
                            leads: number;
                            deals: number;
                            notifications: number;
                            incidents: number;
                        };
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "workplace.my_day": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        claims: components["schemas"]["Claim"][];
                        tellsThen: string | null;
                        tasks: components["schemas"]["Task"][];
                        moreTasks: boolean;
                        leadsWithoutStep: {
                            /** Format: uuid */
                            id: string;
                            number: number;
                            title: string;
                            who: string;
                            amount: number | null;
                            currency: string;
                            quietSince: string;
                        }[];
                        dealsWithoutStep: {
                            /** Format: uuid */
                            id: string;
                            number: number;
                            title: string;
                            who: string;
                            amount: number | null;
                            currency: string;
                            quietSince: string;
                        }[];
                        unread: number;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "workplace.requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        claims: components["schemas"]["Claim"][];
                        tellsThen: string | null;
                        taken: components["schemas"]["Claim"][];
                        handled: components["schemas"]["Lead"][];
                        /** @description there are more than these */
                        moreHandled: boolean;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "workplace.counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        requests: number;
                        tasks: number;
                        late: number;
                        leads: number;
                        deals: number;
                        notifications: number;
                        incidents: number;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "workplace.colleagues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            departmentId: string | null;
                            department: string | null;
                            away: boolean;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "workplace.timeline": {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                part?: "notes" | "changes" | "tasks" | "mails" | "calls" | "processes";
            };
            header?: never;
            path: {
                kind: "lead" | "deal" | "contact" | "company" | "record" | "product" | "task";
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TimelineEntry"][];
                        next: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "workplace.add_note": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "lead" | "deal" | "contact" | "company" | "record" | "product" | "task";
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "workplace.delete_note": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "workplace.restore_note": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "audit.read": {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                actor?: string | ("process" | "system" | "visitor");
                area?: string;
                process?: string;
                about?: string;
                field?: string;
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["LoggedEvent"][];
                        next: string | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "audit.export": {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                actor?: string | ("process" | "system" | "visitor");
                area?: string;
                process?: string;
                about?: string;
                field?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "audit.seals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        head: {
                            seq: number;
                            hash: string;
                            sealedAt: string;
                        } | null;
                        sealed: number;
                        unsealed: {
                            events: number;
                            since: string | null;
                        };
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "audit.verify": {
        parameters: {
            query?: {
                /** @description the seal to go on after */
                after?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        faults: {
                            /** @enum {string} */
                            kind: "event_changed" | "event_removed" | "event_added" | "events_swapped" | "personal_changed" | "seal_changed" | "seal_missing";
                            seal: number;
                            events: {
                                /** Format: uuid */
                                id: string;
                                name: string | null;
                                at: string | null;
                            }[];
                        }[];
                        seals: number;
                        events: number;
                        /** @description events whose values about a person have been erased */
                        erased: number;
                        next: number | null;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
