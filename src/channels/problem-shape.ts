// How a problem is told: what happened and what was kept, then what to do, in the languages of the desk's screens.
export type Told = { readonly happened: string; readonly whatToDo: string };
export type Problems = Readonly<Record<string, Readonly<Record<'en' | 'ru' | 'it' | 'zh', Told>>>>;
